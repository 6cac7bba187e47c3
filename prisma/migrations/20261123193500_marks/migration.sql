-- Rows whose mark is still beside them in their spreadsheet: as few as there are marks, however many rows there have been.
CREATE INDEX "actions_marks_idx" ON "actions" ("workspace_id", ("prepared" ->> 'spreadsheetId'), "finished_at")
    WHERE "kind" = 'sheets.appendRow' AND "status" IN ('succeeded', 'failed') AND "effect_at" IS NOT NULL
        AND "prepared" -> 'forgottenAt' IS NULL;
