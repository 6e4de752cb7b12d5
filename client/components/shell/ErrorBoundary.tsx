import { Component, type ReactNode } from "react";
import { ErrorState } from "../ui/States.tsx";

/** Keeps the shell alive when a page fails to render or its chunk fails to load. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { error: unknown }> {
  override state: { error: unknown } = { error: undefined };

  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error };
  }

  override render(): ReactNode {
    if (this.state.error === undefined) return this.props.children;
    // A reload also fetches the chunks of a newer version of the console.
    return <ErrorState what="This page could not be shown" error={this.state.error} onRetry={() => location.reload()} />;
  }
}
