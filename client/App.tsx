import { QueryClientProvider } from "@tanstack/react-query";
import { Tooltip } from "radix-ui";
import { BrowserRouter } from "react-router";
import { queryClient } from "./api/query-client.ts";
import { SessionGate } from "./components/shell/SessionGate.tsx";
import { Shell } from "./components/shell/Shell.tsx";

export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <Tooltip.Provider>
        <BrowserRouter>
          <SessionGate>
            <Shell />
          </SessionGate>
        </BrowserRouter>
      </Tooltip.Provider>
    </QueryClientProvider>
  );
}
