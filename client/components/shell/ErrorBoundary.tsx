import { Component, type ReactNode } from "react";
import { ErrorState } from "../ui/States.tsx";

interface Props {
  readonly children: ReactNode;
  /** Stands for what failed; without it the failure is told, with a way to try again. */
  readonly fallback?: ReactNode;
}

/** Keeps the shell alive when a page fails to render or its chunk fails to load. */
export class ErrorBoundary extends Component<Props, { error: unknown }> {
  override state: { error: unknown } = { error: undefined };
  #retries = 0;

  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error };
  }

  /** The first time only shows it again: the server may be back. A reload also fetches the chunks of a newer version of the console. */
  #retry = () => {
    this.#retries += 1;
    if (this.#retries === 1) this.setState({ error: undefined });
    else location.reload();
  };

  override render(): ReactNode {
    const { fallback, children } = this.props;
    if (this.state.error === undefined) return children;
    if (fallback !== undefined) return fallback;
    return <ErrorState what="This page could not be shown" error={this.state.error} onRetry={this.#retry} />;
  }
}
