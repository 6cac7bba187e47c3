-- AlterTable
ALTER TABLE "tasks" ADD COLUMN     "dry_run" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "fire_id" UUID,
ADD COLUMN     "named" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "shadow" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "superseded_by_id" UUID,
ADD COLUMN     "workflow_id" UUID;

-- AlterTable
ALTER TABLE "runs" ADD COLUMN     "counted" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "covers" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- CreateTable
CREATE TABLE "workflow_templates" (
    "key" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "role_template_key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "instructions" TEXT NOT NULL,
    "inputs" JSONB NOT NULL,
    "fields" JSONB NOT NULL,
    "steps" JSONB NOT NULL,
    "trigger" JSONB NOT NULL,
    "minutes" INTEGER NOT NULL,

    CONSTRAINT "workflow_templates_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "workflows" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "agent_id" UUID NOT NULL,
    "created_by_id" UUID,
    "name" TEXT NOT NULL,
    "template_key" TEXT NOT NULL,
    "template_version" INTEGER NOT NULL,
    "definition" JSONB NOT NULL,
    "inputs" JSONB NOT NULL,
    "trigger" JSONB NOT NULL,
    "trigger_kind" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT false,
    "shadow" BOOLEAN NOT NULL DEFAULT false,
    "missed" TEXT NOT NULL DEFAULT 'once',
    "waiting_bound" INTEGER NOT NULL DEFAULT 10,
    "pause_code" TEXT,
    "pause_reason" TEXT,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "next_fire_at" TIMESTAMPTZ(3),
    "settled_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "settled_clock" TEXT,
    "zone_data" TEXT,
    "slug" TEXT,
    "address_version" INTEGER NOT NULL DEFAULT 1,
    "cursor" JSONB,
    "looked_at" TIMESTAMPTZ(3),
    "last_found" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "workflows_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "fires" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "workflow_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "fire_at" TIMESTAMPTZ(3) NOT NULL,
    "outcome" TEXT NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "task_id" UUID,
    "count" INTEGER NOT NULL DEFAULT 1,
    "payload" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "fires_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "workflows_slug_key" ON "workflows"("slug");

-- CreateIndex
CREATE INDEX "workflows_workspace_id_agent_id_id_idx" ON "workflows"("workspace_id", "agent_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "workflows_workspace_id_id_key" ON "workflows"("workspace_id", "id");

-- CreateIndex
CREATE INDEX "fires_workspace_id_workflow_id_fire_at_id_idx" ON "fires"("workspace_id", "workflow_id", "fire_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "fires_workspace_id_task_id_idx" ON "fires"("workspace_id", "task_id");

-- CreateIndex
CREATE UNIQUE INDEX "fires_workspace_id_id_key" ON "fires"("workspace_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "fires_workspace_id_workflow_id_key_key" ON "fires"("workspace_id", "workflow_id", "key");

-- AddForeignKey
ALTER TABLE "workflow_templates" ADD CONSTRAINT "workflow_templates_role_template_key_fkey" FOREIGN KEY ("role_template_key") REFERENCES "role_templates"("key") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_workspace_id_workflow_id_fkey" FOREIGN KEY ("workspace_id", "workflow_id") REFERENCES "workflows"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_workspace_id_superseded_by_id_fkey" FOREIGN KEY ("workspace_id", "superseded_by_id") REFERENCES "tasks"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "workflows" ADD CONSTRAINT "workflows_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "workflows" ADD CONSTRAINT "workflows_workspace_id_agent_id_fkey" FOREIGN KEY ("workspace_id", "agent_id") REFERENCES "agents"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fires" ADD CONSTRAINT "fires_workspace_id_workflow_id_fkey" FOREIGN KEY ("workspace_id", "workflow_id") REFERENCES "workflows"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fires" ADD CONSTRAINT "fires_workspace_id_task_id_fkey" FOREIGN KEY ("workspace_id", "task_id") REFERENCES "tasks"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- What Prisma cannot say, written by hand from here on.

ALTER TABLE "workflows" ADD CONSTRAINT "workflows_missed_check" CHECK ("missed" IN ('skip', 'once'));
ALTER TABLE "workflows" ADD CONSTRAINT "workflows_trigger_kind_check"
    CHECK ("trigger_kind" IN ('manual', 'schedule', 'webhook', 'form', 'row'));
ALTER TABLE "workflows" ADD CONSTRAINT "workflows_pause_code_check" CHECK ("pause_code" IN ('person', 'failures', 'waiting'));
ALTER TABLE "fires" ADD CONSTRAINT "fires_outcome_check" CHECK ("outcome" IN ('started', 'late', 'skipped', 'held', 'nothing'));

-- What the scheduler asks for each second: what is due, the longest waiting first.
CREATE INDEX "workflows_due_idx" ON "workflows" ("next_fire_at") WHERE "next_fire_at" IS NOT NULL;
-- Due times that other zone data have worked out.
CREATE INDEX "workflows_zone_data_idx" ON "workflows" ("zone_data") WHERE "next_fire_at" IS NOT NULL;
CREATE INDEX "workflows_waiting_idx" ON "workflows" ("workspace_id", "id") WHERE "pause_code" = 'waiting';
CREATE INDEX "fires_held_idx" ON "fires" ("workspace_id", "id") WHERE "outcome" = 'held';
CREATE INDEX "tasks_of_workflow_idx" ON "tasks" ("workspace_id", "workflow_id", "id" DESC) WHERE "workflow_id" IS NOT NULL;
CREATE INDEX "tasks_superseded_idx" ON "tasks" ("workspace_id", "superseded_by_id") WHERE "superseded_by_id" IS NOT NULL;

-- A run of a workflow with nothing to do, and a dry run, wait for nobody. What a newer draft has superseded can be brought
-- back: then, and only then, a cancelled task returns to its reviewer and an expired proposal is asked again.
CREATE OR REPLACE FUNCTION "check_task_transition"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.status, NEW.status) IN (
        ('queued', 'in_progress'), ('queued', 'cancelled'), ('queued', 'failed'),
        ('in_progress', 'needs_review'), ('in_progress', 'failed'), ('in_progress', 'cancelled'),
        ('needs_review', 'approved'), ('needs_review', 'rejected'), ('needs_review', 'cancelled'), ('needs_review', 'queued'),
        ('approved', 'completed'), ('approved', 'failed'), ('approved', 'needs_review')
    ) OR (NEW.type, OLD.status, NEW.status) IN (
        ('work', 'in_progress', 'queued'),
        ('work', 'failed', 'queued'),
        ('demo', 'in_progress', 'completed'),
        ('demo', 'failed', 'in_progress')
    ) OR (OLD.status = 'in_progress' AND NEW.status = 'completed' AND NEW.workflow_id IS NOT NULL)
    OR (OLD.status = 'cancelled' AND NEW.status = 'needs_review'
        AND OLD.superseded_by_id IS NOT NULL AND NEW.superseded_by_id IS NULL) THEN
        RETURN NEW;
    END IF;
    PERFORM refuse_transition('A ' || NEW.type || ' task', OLD.status, NEW.status);
END
$$;

CREATE OR REPLACE FUNCTION "check_action_transition"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.status, NEW.status) IN (
        ('proposed', 'approved'), ('proposed', 'rejected'), ('proposed', 'expired'),
        -- Undo while the approval is held; or it lost its ground (reviewer gone, another account) before anything was sent.
        ('approved', 'proposed'),
        ('approved', 'dispatching'), ('approved', 'needs_human'), ('approved', 'failed'),
        ('dispatching', 'succeeded'), ('dispatching', 'unknown'), ('dispatching', 'failed'), ('dispatching', 'needs_human'),
        -- The vendor said for certain that it did nothing: later, again.
        ('dispatching', 'approved'),
        ('unknown', 'succeeded'), ('unknown', 'approved'), ('unknown', 'needs_human'), ('unknown', 'failed'),
        -- A person looked: it is there; try again; choose anew; leave it.
        ('needs_human', 'succeeded'), ('needs_human', 'approved'), ('needs_human', 'proposed'), ('needs_human', 'failed')
    ) OR (OLD.status = 'expired' AND NEW.status = 'proposed' AND OLD.error_code = 'superseded') THEN
        RETURN NEW;
    END IF;
    PERFORM refuse_transition('An action', OLD.status, NEW.status);
END
$$;

-- Whatever ends a run of a workflow, its workflow knows how many have failed one after the other, and three pause it.
CREATE FUNCTION "count_workflow_failures"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
DECLARE
    paused RECORD;
BEGIN
    IF NEW.status <> 'failed' THEN
        UPDATE "workflows" SET "failures" = 0
        WHERE "workspace_id" = NEW.workspace_id AND "id" = NEW.workflow_id AND "failures" > 0;
        RETURN NULL;
    END IF;
    UPDATE "workflows" SET "failures" = "failures" + 1
    WHERE "workspace_id" = NEW.workspace_id AND "id" = NEW.workflow_id;
    UPDATE "workflows" SET "pause_code" = 'failures', "next_fire_at" = NULL, "updated_at" = now(),
        "pause_reason" = 'Three runs in a row failed. The last one said: ' || coalesce(NEW.error_message, 'nothing.')
    WHERE "workspace_id" = NEW.workspace_id AND "id" = NEW.workflow_id AND "enabled" AND "failures" >= 3
        AND "pause_code" IS DISTINCT FROM 'failures' AND "pause_code" IS DISTINCT FROM 'person'
    RETURNING "agent_id", "name", "pause_reason" INTO paused;
    IF FOUND THEN
        INSERT INTO "events" ("workspace_id", "kind", "agent_id", "data")
        VALUES (NEW.workspace_id, 'workflow.paused', paused.agent_id,
            jsonb_build_object('name', paused.name, 'message', paused.pause_reason));
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER "tasks_workflow_failures" AFTER UPDATE ON "tasks"
    FOR EACH ROW WHEN (
        NEW.workflow_id IS NOT NULL AND NOT NEW.dry_run AND OLD.status IN ('queued', 'in_progress')
        AND NEW.status IN ('failed', 'needs_review', 'completed')
    ) EXECUTE FUNCTION "count_workflow_failures"();

ALTER TABLE "runs" DROP CONSTRAINT "runs_wait_reason_check";
ALTER TABLE "runs" ADD CONSTRAINT "runs_wait_reason_check"
    CHECK ("wait_reason" IN ('retry', 'rate_limit', 'budget', 'budget_busy', 'tasks', 'paused', 'hours', 'stopped'));
