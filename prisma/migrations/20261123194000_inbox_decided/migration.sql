-- Decided results are shown, and paged through, by the time of the decision and then by task.
DROP INDEX "reviews_of_whole_idx";
CREATE INDEX "reviews_of_whole_idx" ON "reviews" ("workspace_id", "created_at" DESC, "task_id" DESC) WHERE "action_id" IS NULL AND "undone_at" IS NULL;
