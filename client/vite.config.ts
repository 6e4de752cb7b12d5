import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const api = "http://127.0.0.1:3000";

export default defineConfig(({ command }) => {
  // A build is for production whatever the shell or a test runner says; otherwise React's development build would be served.
  if (command === "build") process.env.NODE_ENV = "production";
  return {
    root: import.meta.dirname,
    base: "/",
    plugins: [react()],
    build: {
      outDir: "../dist/client",
      emptyOutDir: true,
      manifest: true,
      target: "es2022",
      // Every browser of the target knows modulepreload.
      modulePreload: { polyfill: false },
      rolldownOptions: {
        output: {
          codeSplitting: {
            // One chunk keeps the order of evaluation: zod must be told not to compile code before the first schema is made.
            groups: [{ name: "contract", test: /node_modules[\\/]zod[\\/]|[\\/]shared[\\/][a-z]+\.ts$|zod-setup/ }],
          },
        },
      },
    },
    server: {
      proxy: {
        "/api": api,
        "/health": api,
        "/socket.io": { target: api, ws: true },
      },
    },
  };
});
