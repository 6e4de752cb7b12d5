import { createRequire } from "node:module";
import { dirname } from "node:path";
import express, { type Express } from "express";
import { DOCS_HEADERS, setHeaders } from "../../http/security-headers.ts";

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>Crowsnest API</title>
    <link rel="stylesheet" href="/docs/swagger-ui.css">
    <link rel="icon" href="/docs/favicon-32x32.png">
  </head>
  <body>
    <div id="swagger-ui"></div>
    <script src="/docs/swagger-ui-bundle.js"></script>
    <script src="/docs/start.js"></script>
  </body>
</html>
`;

const START = `window.ui = SwaggerUIBundle({ url: "/openapi.json", dom_id: "#swagger-ui", deepLinking: true, validatorUrl: null });
`;

/** The files of Swagger UI that the page uses; the rest of its folder is not served. */
const FILES: ReadonlySet<string> = new Set(["/swagger-ui.css", "/swagger-ui-bundle.js", "/favicon-32x32.png"]);

/** Importing the package to ask it would run the whole of Swagger UI. */
const require = createRequire(import.meta.url);
const FOLDER = dirname(require.resolve("swagger-ui-dist/package.json"));

/** Serves /docs from local files. */
export function addDocsPage(app: Express): void {
  const files = express.static(FOLDER, { index: false, redirect: false, maxAge: "1h" });
  app.use("/docs", (_request, response, next) => {
    setHeaders(response, DOCS_HEADERS);
    next();
  });
  app.get("/docs", (_request, response) => {
    response.type("html").set("Cache-Control", "no-cache").send(PAGE);
  });
  app.get("/docs/start.js", (_request, response) => {
    response.type("js").set("Cache-Control", "no-cache").send(START);
  });
  app.use("/docs", (request, response, next) => {
    if (FILES.has(request.path)) files(request, response, next);
    else next();
  });
}
