import express from "express";

// The baseline of single posts: a route that parses the JSON and answers 202, and nothing else.
const app = express();
app.use(express.json());
app.post("/api/v1/alert", (_request, response) => {
  response.status(202).json({ accepted: 1, duplicates: 0, rejected: 0, errors: [] });
});
const server = app.listen(0, "127.0.0.1", () => {
  const address = server.address();
  console.log(`listening on http://127.0.0.1:${typeof address === "object" ? address?.port : address}`);
});
