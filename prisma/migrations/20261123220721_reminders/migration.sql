-- AlterTable
ALTER TABLE "tasks" ADD COLUMN     "returned_from" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "actions" ADD COLUMN     "asked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "reminded_of" TIMESTAMPTZ(3),
ADD COLUMN     "returned_from" TIMESTAMPTZ(3);

-- What waits now has waited since it came, and whoever put something off has seen by now that it is back.
UPDATE "actions" SET "asked_at" = "created_at",
    "returned_from" = CASE WHEN "snoozed_until" <= now() THEN "snoozed_until" END
WHERE "status" = 'proposed';
UPDATE "tasks" SET "returned_from" = "snoozed_until" WHERE "status" = 'needs_review' AND "snoozed_until" <= now();

-- What is back from a snooze is as new as what has just come, and stands above what was there all along.
DROP INDEX "actions_waiting_idx";
CREATE INDEX "actions_waiting_idx" ON "actions" ("workspace_id", greatest("created_at", "snoozed_until") DESC, "id" DESC) WHERE "status" = 'proposed';
DROP INDEX "tasks_results_idx";
CREATE INDEX "tasks_results_idx" ON "tasks" ("workspace_id", greatest("updated_at", "snoozed_until") DESC, "id" DESC) WHERE "status" = 'needs_review' AND "proposals" = 0;
