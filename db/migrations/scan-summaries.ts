import { type MigrationInterface, type QueryRunner, TableColumn } from "typeorm";
import { column } from "./columns.ts";

/** What the history lists of a scan, so that it need not read whole reports. */
export class ScanSummaries1763900000006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn("scans", new TableColumn(column("summary text")));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn("scans", "summary");
  }
}
