import "./api/zod-setup.ts";
import "./theme/tokens.css";
import "./theme/base.css";
import "./theme/controls.css";
import "./theme/states.css";
import "./theme/layout.css";
import { createRoot } from "react-dom/client";
import { App } from "./App.tsx";
import { followTheme } from "./theme/theme.ts";
import { preloadPage } from "./views/pages.tsx";

followTheme();
preloadPage(location.pathname);

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
createRoot(root).render(<App />);
