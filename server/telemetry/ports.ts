/** Times how requests are answered. */
export interface RequestTimes {
  /** `route` as in the documents, or `other`; `seconds` from the request's beginning to the end of its answer. */
  answered(method: string, route: string, status: number, seconds: number): void;
  /** A request with events was answered 202: the one that is too frequent for anything but its own counter. */
  eventsAccepted(seconds: number): void;
}

/** The server's own measurements. */
export interface Telemetry {
  readonly requests: RequestTimes;
  /** Everything as Prometheus text (version 0.0.4), with its content type. What cannot be read is left out. */
  render(): Promise<{ contentType: string; text: string }>;
}
