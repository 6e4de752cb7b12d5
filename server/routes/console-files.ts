import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import express, { type Express, type Request, type Response } from "express";
import { ApiError } from "../http/api-error.ts";
import { consoleHeaders, setHeaders } from "../http/security-headers.ts";

const NONCE = "__CSP_NONCE__";
/** Addresses that are never pages of the console. */
const NOT_PAGES = /^\/(api|assets|docs|health|metrics|redis-test|socket\.io)(\/|$)/;

const FILE = /\.[A-Za-z0-9]+$/;

/** Whether an address is a page is for the console to say; what looks like a file is one only to who asks for HTML by name. */
function wantsPage(request: Request): boolean {
  if ((request.method !== "GET" && request.method !== "HEAD") || NOT_PAGES.test(request.path)) return false;
  const accepted = request.accepts();
  if (FILE.test(request.path)) return accepted.includes("text/html");
  return accepted.length === 0 || !accepted.every((type) => /[/+]json$/.test(type));
}

/** The page with this response's nonce in it. Throws `not_found` while the console is not built. */
async function sendPage(file: string, request: Request, response: Response): Promise<void> {
  const page = await readFile(file, "utf8").catch(() => {
    throw new ApiError("not_found", "The console is not built; npm run build makes it.");
  });
  const nonce = randomBytes(16).toString("base64");
  setHeaders(response, consoleHeaders(nonce, request.headers.host));
  response.type("html").set("Cache-Control", "no-store").send(page.replaceAll(NONCE, nonce));
}

/** Serves the built console: hashed assets for ever, its page for whatever else a browser asks for. */
export function addConsoleFiles(app: Express, clientDir: string): void {
  app.use("/assets", express.static(join(clientDir, "assets"), { index: false, redirect: false, immutable: true, maxAge: "1y" }));
  // index.html must not go out as a file, without its nonce.
  app.get("/index.html", (request, response) => sendPage(join(clientDir, "index.html"), request, response));
  app.use(express.static(clientDir, { index: false, redirect: false, dotfiles: "ignore" }));
  app.use(async (request, response, next) => {
    if (wantsPage(request)) await sendPage(join(clientDir, "index.html"), request, response);
    else next();
  });
}
