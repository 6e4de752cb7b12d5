import { afterEach, beforeEach } from "vitest";
import type { AppDatabase } from "../ports.ts";

/** What a dialect gives the stores' suites: a database of its own that can be opened again. */
export interface AppPlace {
  open(): Promise<AppDatabase>;
  remove(): Promise<void>;
}

/** A database for each test; `reopen` closes it and opens it again. */
export function useAppDatabase(make: () => Promise<AppPlace>): { readonly app: AppDatabase; reopen(): Promise<void> } {
  let place: AppPlace;
  let app: AppDatabase;
  beforeEach(async () => {
    place = await make();
    app = await place.open();
  });
  afterEach(async () => {
    await app.close();
    await place.remove();
  });
  return {
    get app() {
      return app;
    },
    reopen: async () => {
      await app.close();
      app = await place.open();
    },
  };
}
