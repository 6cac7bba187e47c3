-- AlterTable
ALTER TABLE "tasks" ADD COLUMN     "proposals" INTEGER NOT NULL DEFAULT 0;

-- Whoever changes an action holds its task's lock already, so counting there waits for nobody.
CREATE FUNCTION "count_proposals"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    UPDATE "tasks" SET "proposals" = "proposals" + CASE WHEN NEW.status = 'proposed' THEN 1 ELSE -1 END
    WHERE "workspace_id" = NEW.workspace_id AND "id" = NEW.task_id;
    RETURN NULL;
END
$$;
CREATE TRIGGER "actions_proposed" AFTER INSERT ON "actions"
    FOR EACH ROW WHEN (NEW.status = 'proposed') EXECUTE FUNCTION "count_proposals"();
CREATE TRIGGER "actions_decided" AFTER UPDATE ON "actions"
    FOR EACH ROW WHEN ((OLD.status = 'proposed') <> (NEW.status = 'proposed')) EXECUTE FUNCTION "count_proposals"();

UPDATE "tasks" t SET "proposals" = waiting.n FROM (
    SELECT "workspace_id", "task_id", count(*)::int AS n FROM "actions" WHERE "status" = 'proposed' GROUP BY 1, 2
) waiting WHERE waiting."workspace_id" = t."workspace_id" AND waiting."task_id" = t."id";

-- The groups of the inbox, each in the order in which it is shown.
DROP INDEX "actions_proposed_idx";
CREATE INDEX "actions_waiting_idx" ON "actions" ("workspace_id", "created_at" DESC, "id" DESC) WHERE "status" = 'proposed';
CREATE INDEX "actions_expiring_idx" ON "actions" ("workspace_id", "expires_at", "id") WHERE "status" = 'proposed';
CREATE INDEX "actions_snoozed_idx" ON "actions" ("workspace_id", "snoozed_until", "id") WHERE "status" = 'proposed' AND "snoozed_until" IS NOT NULL;
CREATE INDEX "actions_attention_idx" ON "actions" ("workspace_id", "decided_at" DESC, "id" DESC)
    WHERE "status" IN ('needs_human', 'failed') OR ("status" = 'approved' AND "wait_reason" IN ('connect', 'reauth'));
CREATE INDEX "tasks_results_idx" ON "tasks" ("workspace_id", "updated_at" DESC, "id" DESC) WHERE "status" = 'needs_review' AND "proposals" = 0;
CREATE INDEX "tasks_snoozed_idx" ON "tasks" ("workspace_id", "snoozed_until", "id") WHERE "status" = 'needs_review' AND "snoozed_until" IS NOT NULL;
CREATE INDEX "reviews_of_whole_idx" ON "reviews" ("workspace_id", "created_at" DESC, "id" DESC) WHERE "action_id" IS NULL AND "undone_at" IS NULL;
