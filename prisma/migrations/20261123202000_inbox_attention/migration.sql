-- One whose answer was lost and that waits for Google to be connected needs somebody just as an approved one does.
DROP INDEX "actions_attention_idx";
CREATE INDEX "actions_attention_idx" ON "actions" ("workspace_id", "decided_at" DESC, "id" DESC)
    WHERE "status" IN ('needs_human', 'failed') OR ("status" IN ('approved', 'unknown') AND "wait_reason" IN ('connect', 'reauth'));

-- What was approved before anything could be carried out was held for nobody: it is taken up, and asked for again.
UPDATE "actions" SET "hold_until" = coalesce("decided_at", now()) WHERE "status" = 'approved' AND "hold_until" IS NULL;
