-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "users" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sessions" (
    "id" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "active_workspace_id" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_limits" (
    "key" TEXT NOT NULL,
    "points" INTEGER NOT NULL,
    "expire" TIMESTAMPTZ(3),

    CONSTRAINT "rate_limits_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "workspaces" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "about" TEXT NOT NULL DEFAULT '',
    "time_zone" TEXT NOT NULL DEFAULT 'UTC',
    "plan" TEXT NOT NULL DEFAULT 'free',
    "onboarded_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "workspaces_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "memberships" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "memberships_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "role_templates" (
    "key" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "tagline" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "system_prompt" TEXT NOT NULL,
    "default_name" TEXT NOT NULL,
    "default_tone" TEXT NOT NULL,
    "permissions" JSONB NOT NULL,
    "starting_memories" JSONB NOT NULL,
    "minutes_saved" JSONB NOT NULL,
    "sample_tasks" JSONB NOT NULL,

    CONSTRAINT "role_templates_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "agents" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "role_template_key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "tone" TEXT NOT NULL,
    "avatar" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'active',
    "permissions" JSONB NOT NULL,
    "working_hours" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "agents_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "memories" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "agent_id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "memories_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tasks" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "agent_id" UUID NOT NULL,
    "created_by_id" UUID,
    "type" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "instructions" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'queued',
    "error_code" TEXT,
    "error_message" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tasks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "runs" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "task_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "cause" TEXT NOT NULL,
    "feedback" TEXT,
    "status" TEXT NOT NULL DEFAULT 'queued',
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "lease_epoch" INTEGER NOT NULL DEFAULT 0,
    "lease_owner" UUID,
    "run_after" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "result" JSONB,
    "written_by" TEXT,
    "error_code" TEXT,
    "error_message" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "runs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "steps" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'running',
    "attempt" INTEGER NOT NULL DEFAULT 1,
    "lease_epoch" INTEGER NOT NULL,
    "result" JSONB,
    "error_code" TEXT,
    "error_message" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "steps_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "model_calls" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "step_id" UUID NOT NULL,
    "attempt" INTEGER NOT NULL,
    "model" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'sent',
    "input_tokens" INTEGER,
    "output_tokens" INTEGER,
    "cost_micros" BIGINT NOT NULL DEFAULT 0,
    "price_known" BOOLEAN NOT NULL DEFAULT true,
    "error_code" TEXT,
    "error_message" TEXT,
    "sent_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "model_calls_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "actions" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "task_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "why" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "payload_hash" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'proposed',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "actions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reviews" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "task_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "reviewer_id" UUID NOT NULL,
    "decision" TEXT NOT NULL,
    "feedback" TEXT,
    "content_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "reviews_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "usage_counters" (
    "workspace_id" UUID NOT NULL,
    "month" DATE NOT NULL,
    "tasks" INTEGER NOT NULL DEFAULT 0,
    "cost_micros" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "usage_counters_pkey" PRIMARY KEY ("workspace_id","month")
);

-- CreateTable
CREATE TABLE "events" (
    "id" BIGSERIAL NOT NULL,
    "workspace_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "task_id" UUID,
    "agent_id" UUID,
    "actor_id" UUID,
    "data" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotency_keys" (
    "workspace_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "request_hash" TEXT NOT NULL,
    "task_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotency_keys_pkey" PRIMARY KEY ("workspace_id","key")
);

-- CreateTable
CREATE TABLE "worker_heartbeats" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "pid" INTEGER NOT NULL,
    "pool_id" TEXT,
    "version" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "worker_heartbeats_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

-- CreateIndex
CREATE INDEX "sessions_user_id_idx" ON "sessions"("user_id");

-- CreateIndex
CREATE INDEX "sessions_expires_at_idx" ON "sessions"("expires_at");

-- CreateIndex
CREATE INDEX "memberships_user_id_idx" ON "memberships"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "memberships_workspace_id_id_key" ON "memberships"("workspace_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "memberships_workspace_id_user_id_key" ON "memberships"("workspace_id", "user_id");

-- CreateIndex
CREATE UNIQUE INDEX "agents_workspace_id_id_key" ON "agents"("workspace_id", "id");

-- CreateIndex
CREATE INDEX "memories_workspace_id_agent_id_idx" ON "memories"("workspace_id", "agent_id");

-- CreateIndex
CREATE UNIQUE INDEX "memories_workspace_id_id_key" ON "memories"("workspace_id", "id");

-- CreateIndex
CREATE INDEX "tasks_workspace_id_status_id_idx" ON "tasks"("workspace_id", "status", "id");

-- CreateIndex
CREATE INDEX "tasks_workspace_id_agent_id_id_idx" ON "tasks"("workspace_id", "agent_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "tasks_workspace_id_id_key" ON "tasks"("workspace_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "runs_workspace_id_id_key" ON "runs"("workspace_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "runs_workspace_id_task_id_number_key" ON "runs"("workspace_id", "task_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "steps_workspace_id_id_key" ON "steps"("workspace_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "steps_workspace_id_run_id_key_key" ON "steps"("workspace_id", "run_id", "key");

-- CreateIndex
CREATE INDEX "model_calls_workspace_id_run_id_idx" ON "model_calls"("workspace_id", "run_id");

-- CreateIndex
CREATE UNIQUE INDEX "model_calls_workspace_id_id_key" ON "model_calls"("workspace_id", "id");

-- CreateIndex
CREATE INDEX "actions_workspace_id_task_id_idx" ON "actions"("workspace_id", "task_id");

-- CreateIndex
CREATE UNIQUE INDEX "actions_workspace_id_id_key" ON "actions"("workspace_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "reviews_workspace_id_id_key" ON "reviews"("workspace_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "reviews_workspace_id_run_id_key" ON "reviews"("workspace_id", "run_id");

-- CreateIndex
CREATE INDEX "events_workspace_id_task_id_id_idx" ON "events"("workspace_id", "task_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "events_workspace_id_id_key" ON "events"("workspace_id", "id");

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_active_workspace_id_user_id_fkey" FOREIGN KEY ("active_workspace_id", "user_id") REFERENCES "memberships"("workspace_id", "user_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agents" ADD CONSTRAINT "agents_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agents" ADD CONSTRAINT "agents_role_template_key_fkey" FOREIGN KEY ("role_template_key") REFERENCES "role_templates"("key") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "memories" ADD CONSTRAINT "memories_workspace_id_agent_id_fkey" FOREIGN KEY ("workspace_id", "agent_id") REFERENCES "agents"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_workspace_id_agent_id_fkey" FOREIGN KEY ("workspace_id", "agent_id") REFERENCES "agents"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "runs" ADD CONSTRAINT "runs_workspace_id_task_id_fkey" FOREIGN KEY ("workspace_id", "task_id") REFERENCES "tasks"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "steps" ADD CONSTRAINT "steps_workspace_id_run_id_fkey" FOREIGN KEY ("workspace_id", "run_id") REFERENCES "runs"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "model_calls" ADD CONSTRAINT "model_calls_workspace_id_run_id_fkey" FOREIGN KEY ("workspace_id", "run_id") REFERENCES "runs"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "model_calls" ADD CONSTRAINT "model_calls_workspace_id_step_id_fkey" FOREIGN KEY ("workspace_id", "step_id") REFERENCES "steps"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "actions" ADD CONSTRAINT "actions_workspace_id_task_id_fkey" FOREIGN KEY ("workspace_id", "task_id") REFERENCES "tasks"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "actions" ADD CONSTRAINT "actions_workspace_id_run_id_fkey" FOREIGN KEY ("workspace_id", "run_id") REFERENCES "runs"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_workspace_id_task_id_fkey" FOREIGN KEY ("workspace_id", "task_id") REFERENCES "tasks"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "usage_counters" ADD CONSTRAINT "usage_counters_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "events" ADD CONSTRAINT "events_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma cannot say, written by hand from here on.

-- Closed sets: the same words as in src/lib/schemas.
ALTER TABLE "workspaces" ADD CONSTRAINT "workspaces_plan_check" CHECK ("plan" IN ('free', 'starter', 'pro', 'enterprise'));
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_role_check" CHECK ("role" IN ('owner', 'admin', 'reviewer', 'member'));
ALTER TABLE "agents" ADD CONSTRAINT "agents_status_check" CHECK ("status" IN ('active', 'paused', 'archived'));
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_type_check" CHECK ("type" IN ('demo', 'work'));
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_status_check" CHECK ("status" IN (
    'queued', 'in_progress', 'needs_review', 'approved', 'completed', 'failed', 'rejected', 'cancelled'
));
ALTER TABLE "runs" ADD CONSTRAINT "runs_cause_check" CHECK ("cause" IN ('created', 'retried', 'sent_back'));
ALTER TABLE "runs" ADD CONSTRAINT "runs_status_check" CHECK ("status" IN ('queued', 'running', 'succeeded', 'failed', 'cancelled'));
ALTER TABLE "steps" ADD CONSTRAINT "steps_status_check" CHECK ("status" IN ('running', 'succeeded', 'failed'));
ALTER TABLE "actions" ADD CONSTRAINT "actions_status_check" CHECK ("status" IN (
    'proposed', 'approved', 'dispatching', 'succeeded', 'unknown', 'needs_human', 'rejected', 'expired', 'failed'
));
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_decision_check" CHECK ("decision" IN ('approve', 'reject', 'revise', 'cancel'));

-- What the engine looks for each minute: whatever is runnable, the longest waiting first.
CREATE INDEX "runs_runnable_idx" ON "runs" ("run_after") WHERE "status" IN ('queued', 'running');

-- State machines. SQLSTATE AF001 is a transition that does not exist, AF002 a write by a holder of an outdated lease.
CREATE FUNCTION "refuse_transition"(what TEXT, before TEXT, after TEXT) RETURNS VOID LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% cannot go from % to %.', what, before, after USING ERRCODE = 'AF001';
END
$$;

CREATE FUNCTION "check_task_insert"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.type, NEW.status) NOT IN (('work', 'queued'), ('demo', 'in_progress')) THEN
        PERFORM refuse_transition('A ' || NEW.type || ' task', 'nothing', NEW.status);
    END IF;
    RETURN NEW;
END
$$;

CREATE FUNCTION "check_task_transition"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.status, NEW.status) IN (
        ('queued', 'in_progress'), ('queued', 'cancelled'), ('queued', 'failed'),
        ('in_progress', 'needs_review'), ('in_progress', 'failed'), ('in_progress', 'cancelled'),
        ('needs_review', 'approved'), ('needs_review', 'rejected'), ('needs_review', 'cancelled'), ('needs_review', 'queued'),
        ('approved', 'completed'), ('approved', 'failed')
    ) OR (NEW.type, OLD.status, NEW.status) IN (
        ('work', 'in_progress', 'queued'),
        ('work', 'failed', 'queued'),
        ('demo', 'in_progress', 'completed'),
        ('demo', 'failed', 'in_progress')
    ) THEN
        RETURN NEW;
    END IF;
    PERFORM refuse_transition('A ' || NEW.type || ' task', OLD.status, NEW.status);
END
$$;

CREATE FUNCTION "check_run_insert"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    PERFORM refuse_transition('A run', 'nothing', NEW.status);
END
$$;

CREATE FUNCTION "check_run_transition"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.status, NEW.status) IN (
        ('queued', 'running'), ('queued', 'cancelled'), ('queued', 'failed'),
        ('running', 'queued'), ('running', 'succeeded'), ('running', 'failed'), ('running', 'cancelled')
    ) THEN
        RETURN NEW;
    END IF;
    PERFORM refuse_transition('A run', OLD.status, NEW.status);
END
$$;

CREATE FUNCTION "check_run_lease"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The lease of a run cannot go back from % to %.', OLD.lease_epoch, NEW.lease_epoch
        USING ERRCODE = 'AF002';
END
$$;

CREATE FUNCTION "check_step_transition"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.status, NEW.status) IN (('running', 'succeeded'), ('running', 'failed'), ('failed', 'running')) THEN
        RETURN NEW;
    END IF;
    PERFORM refuse_transition('A step', OLD.status, NEW.status);
END
$$;

CREATE FUNCTION "check_action_insert"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    PERFORM refuse_transition('An action', 'nothing', NEW.status);
END
$$;

CREATE FUNCTION "check_action_transition"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.status, NEW.status) IN (
        ('proposed', 'approved'), ('proposed', 'rejected'), ('proposed', 'expired'),
        -- Undo, while the approval is still being held.
        ('approved', 'proposed'),
        ('approved', 'dispatching'), ('approved', 'failed'),
        ('dispatching', 'succeeded'), ('dispatching', 'unknown'), ('dispatching', 'failed'),
        ('unknown', 'succeeded'), ('unknown', 'approved'), ('unknown', 'needs_human'), ('unknown', 'failed')
    ) THEN
        RETURN NEW;
    END IF;
    PERFORM refuse_transition('An action', OLD.status, NEW.status);
END
$$;

CREATE TRIGGER "tasks_insert" BEFORE INSERT ON "tasks"
    FOR EACH ROW EXECUTE FUNCTION "check_task_insert"();
CREATE TRIGGER "tasks_transition" BEFORE UPDATE ON "tasks"
    FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION "check_task_transition"();
CREATE TRIGGER "runs_insert" BEFORE INSERT ON "runs"
    FOR EACH ROW WHEN (NEW.status NOT IN ('queued', 'running')) EXECUTE FUNCTION "check_run_insert"();
CREATE TRIGGER "runs_transition" BEFORE UPDATE ON "runs"
    FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION "check_run_transition"();
CREATE TRIGGER "runs_lease" BEFORE UPDATE ON "runs"
    FOR EACH ROW WHEN (NEW.lease_epoch < OLD.lease_epoch) EXECUTE FUNCTION "check_run_lease"();
CREATE TRIGGER "steps_transition" BEFORE UPDATE ON "steps"
    FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION "check_step_transition"();
CREATE TRIGGER "actions_insert" BEFORE INSERT ON "actions"
    FOR EACH ROW WHEN (NEW.status <> 'proposed') EXECUTE FUNCTION "check_action_insert"();
CREATE TRIGGER "actions_transition" BEFORE UPDATE ON "actions"
    FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION "check_action_transition"();

-- Live pages: one NOTIFY per event, sent when its transaction commits. The id is text, for JavaScript has no 64-bit integers.
CREATE FUNCTION "notify_event"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('agentforce_events', json_build_object(
        'id', NEW.id::TEXT,
        'workspaceId', NEW.workspace_id,
        'kind', NEW.kind,
        'taskId', NEW.task_id,
        'agentId', NEW.agent_id
    )::TEXT);
    RETURN NULL;
END
$$;

CREATE TRIGGER "events_notify" AFTER INSERT ON "events"
    FOR EACH ROW EXECUTE FUNCTION "notify_event"();
