-- AlterTable
ALTER TABLE "workspaces" ADD COLUMN     "lost_answer_policy" TEXT NOT NULL DEFAULT 'repeat',
ADD COLUMN     "paused_at" TIMESTAMPTZ(3),
ADD COLUMN     "spend_cap_micros" BIGINT;

-- AlterTable
ALTER TABLE "tasks" ADD COLUMN     "scheduled" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "runs" ADD COLUMN     "admitted" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "deaths" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "wait_reason" TEXT;

-- AlterTable
ALTER TABLE "model_calls" ADD COLUMN     "reserved_micros" BIGINT NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "worker_heartbeats" ADD COLUMN     "lock_key" BIGINT NOT NULL DEFAULT 0;
ALTER TABLE "worker_heartbeats" ALTER COLUMN "lock_key" DROP DEFAULT;

-- AlterTable
ALTER TABLE "usage_counters" ADD COLUMN     "reserved_micros" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "warned_percent" INTEGER NOT NULL DEFAULT 0;

ALTER TABLE "workspaces" ADD CONSTRAINT "workspaces_lost_answer_policy_check" CHECK ("lost_answer_policy" IN ('ask', 'repeat'));
ALTER TABLE "workspaces" ADD CONSTRAINT "workspaces_spend_cap_check" CHECK ("spend_cap_micros" > 0);
ALTER TABLE "runs" ADD CONSTRAINT "runs_wait_reason_check" CHECK ("wait_reason" IN ('retry', 'rate_limit', 'budget', 'budget_busy', 'paused', 'hours', 'stopped'));
ALTER TABLE "model_calls" ADD CONSTRAINT "model_calls_status_check" CHECK ("status" IN ('sent', 'answered', 'failed', 'possibly_billed'));

-- The places of a workspace in the queue, and who stands in line for one.
CREATE INDEX "runs_admitted_idx" ON "runs" ("workspace_id") WHERE "admitted" AND "status" IN ('queued', 'running');
CREATE INDEX "runs_in_line_idx" ON "runs" ("workspace_id", "id") WHERE "status" = 'queued' AND NOT "admitted";
-- Calls that nobody has heard back from.
CREATE INDEX "model_calls_sent_idx" ON "model_calls" ("sent_at") WHERE "status" = 'sent';

-- A model call ends once: what was answered is never overwritten.
CREATE FUNCTION "check_model_call_transition"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.status = 'sent' OR (OLD.status, NEW.status) = ('possibly_billed', 'answered') THEN
        RETURN NEW;
    END IF;
    PERFORM refuse_transition('A model call', OLD.status, NEW.status);
END
$$;
CREATE TRIGGER "model_calls_transition" BEFORE UPDATE ON "model_calls"
    FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION "check_model_call_transition"();
