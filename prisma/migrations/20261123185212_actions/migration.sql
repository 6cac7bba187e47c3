-- DropIndex
DROP INDEX "reviews_workspace_id_run_id_key";

-- AlterTable
ALTER TABLE "memberships" ADD COLUMN     "mail_preference" TEXT NOT NULL DEFAULT 'immediately';

-- AlterTable
ALTER TABLE "memories" ADD COLUMN     "review_id" UUID;

-- AlterTable
ALTER TABLE "tasks" ADD COLUMN     "material" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "snoozed_until" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "actions" ADD COLUMN     "account_id" TEXT,
ADD COLUMN     "agent_id" UUID,
ADD COLUMN     "approved_hash" TEXT,
ADD COLUMN     "attempt" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "by_rule" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "deaths" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "decided_at" TIMESTAMPTZ(3),
ADD COLUMN     "decided_by_id" UUID,
ADD COLUMN     "draft_payload" JSONB,
ADD COLUMN     "effect_at" TIMESTAMPTZ(3),
ADD COLUMN     "effect_key" TEXT,
ADD COLUMN     "error_code" TEXT,
ADD COLUMN     "error_message" TEXT,
ADD COLUMN     "expires_at" TIMESTAMPTZ(3),
ADD COLUMN     "finished_at" TIMESTAMPTZ(3),
ADD COLUMN     "flags" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "hold_until" TIMESTAMPTZ(3),
ADD COLUMN     "lease_epoch" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "lease_owner" UUID,
ADD COLUMN     "prepared" JSONB,
ADD COLUMN     "receipt" JSONB,
ADD COLUMN     "run_after" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "snippet" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "snoozed_until" TIMESTAMPTZ(3),
ADD COLUMN     "targets" TEXT[],
ADD COLUMN     "title" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "wait_reason" TEXT;

-- What was proposed before actions knew these, by hand.
UPDATE "actions" a SET
    "agent_id" = t."agent_id",
    "expires_at" = now() + INTERVAL '7 days',
    "title" = CASE a."kind" WHEN 'gmail.draftEmail' THEN 'Mail to ' || (a."payload" -> 'to' ->> 0) ELSE 'Row in ' || (a."payload" ->> 'tab') END,
    "snippet" = coalesce(a."payload" ->> 'subject', ''),
    "targets" = '{}',
    "approved_hash" = CASE a."status" WHEN 'approved' THEN a."payload_hash" END,
    "decided_at" = CASE WHEN a."status" <> 'proposed' THEN now() END
FROM "tasks" t WHERE t."workspace_id" = a."workspace_id" AND t."id" = a."task_id";
ALTER TABLE "actions" ALTER COLUMN "agent_id" SET NOT NULL,
    ALTER COLUMN "expires_at" SET NOT NULL,
    ALTER COLUMN "snippet" DROP DEFAULT,
    ALTER COLUMN "title" DROP DEFAULT;

-- AlterTable
ALTER TABLE "reviews" ADD COLUMN     "action_id" UUID,
ADD COLUMN     "edited" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "undone_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "action_attempts" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "action_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "purpose" TEXT NOT NULL,
    "outcome" TEXT NOT NULL DEFAULT 'sent',
    "error_code" TEXT,
    "error_message" TEXT,
    "sent_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "action_attempts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "integrations" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "vendor" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "account_email" TEXT NOT NULL,
    "scopes" TEXT[],
    "refresh_token" TEXT,
    "access_token" TEXT,
    "access_expires_at" TIMESTAMPTZ(3),
    "problem" TEXT,
    "connected_by_id" UUID,
    "connected_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "checked_at" TIMESTAMPTZ(3),

    CONSTRAINT "integrations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "oauth_states" (
    "id" TEXT NOT NULL,
    "workspace_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "vendor" TEXT NOT NULL,
    "code_verifier" TEXT NOT NULL,
    "return_to" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "oauth_states_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "address_book" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "address_book_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agent_trust" (
    "workspace_id" UUID NOT NULL,
    "agent_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "streak" INTEGER NOT NULL DEFAULT 0,
    "declined_at" INTEGER,

    CONSTRAINT "agent_trust_pkey" PRIMARY KEY ("workspace_id","agent_id","kind")
);

-- CreateTable
CREATE TABLE "notifications" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "dedupe_key" TEXT NOT NULL,
    "data" JSONB NOT NULL DEFAULT '{}',
    "status" TEXT NOT NULL DEFAULT 'queued',
    "message_id" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "send_after" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "error_message" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "notifications_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "action_attempts_workspace_id_id_key" ON "action_attempts"("workspace_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "action_attempts_workspace_id_action_id_number_key" ON "action_attempts"("workspace_id", "action_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "integrations_workspace_id_id_key" ON "integrations"("workspace_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "integrations_workspace_id_vendor_key" ON "integrations"("workspace_id", "vendor");

-- CreateIndex
CREATE INDEX "oauth_states_expires_at_idx" ON "oauth_states"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "address_book_workspace_id_id_key" ON "address_book"("workspace_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "address_book_workspace_id_kind_value_key" ON "address_book"("workspace_id", "kind", "value");

-- CreateIndex
CREATE UNIQUE INDEX "notifications_workspace_id_id_key" ON "notifications"("workspace_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "notifications_workspace_id_user_id_dedupe_key_key" ON "notifications"("workspace_id", "user_id", "dedupe_key");

-- CreateIndex
CREATE INDEX "actions_workspace_id_agent_id_kind_id_idx" ON "actions"("workspace_id", "agent_id", "kind", "id");

-- AddForeignKey
ALTER TABLE "memories" ADD CONSTRAINT "memories_workspace_id_review_id_fkey" FOREIGN KEY ("workspace_id", "review_id") REFERENCES "reviews"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "actions" ADD CONSTRAINT "actions_workspace_id_agent_id_fkey" FOREIGN KEY ("workspace_id", "agent_id") REFERENCES "agents"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "action_attempts" ADD CONSTRAINT "action_attempts_workspace_id_action_id_fkey" FOREIGN KEY ("workspace_id", "action_id") REFERENCES "actions"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_workspace_id_action_id_fkey" FOREIGN KEY ("workspace_id", "action_id") REFERENCES "actions"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "integrations" ADD CONSTRAINT "integrations_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "address_book" ADD CONSTRAINT "address_book_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agent_trust" ADD CONSTRAINT "agent_trust_workspace_id_agent_id_fkey" FOREIGN KEY ("workspace_id", "agent_id") REFERENCES "agents"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_workspace_id_user_id_fkey" FOREIGN KEY ("workspace_id", "user_id") REFERENCES "memberships"("workspace_id", "user_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Prisma gives arrays no constraint of their own.
ALTER TABLE "actions" ALTER COLUMN "targets" SET DEFAULT '{}', ALTER COLUMN "targets" SET NOT NULL;
ALTER TABLE "integrations" ALTER COLUMN "scopes" SET DEFAULT '{}', ALTER COLUMN "scopes" SET NOT NULL;

ALTER TABLE "memberships" ADD CONSTRAINT "memberships_mail_preference_check" CHECK ("mail_preference" IN ('immediately', 'daily', 'off'));
ALTER TABLE "memories" ADD CONSTRAINT "memories_source_check" CHECK ("source" IN ('template', 'lesson', 'person'));
ALTER TABLE "actions" ADD CONSTRAINT "actions_wait_reason_check" CHECK ("wait_reason" IN ('hold', 'connect', 'reauth', 'retry', 'rate_limit', 'paused', 'looking', 'hours'));
ALTER TABLE "actions" ADD CONSTRAINT "actions_approval_check" CHECK ("status" NOT IN ('approved', 'dispatching', 'unknown', 'succeeded') OR "approved_hash" IS NOT NULL);
ALTER TABLE "action_attempts" ADD CONSTRAINT "action_attempts_purpose_check" CHECK ("purpose" IN ('effect', 'look'));
ALTER TABLE "action_attempts" ADD CONSTRAINT "action_attempts_outcome_check" CHECK ("outcome" IN ('sent', 'applied', 'not_applied', 'unknown', 'found', 'not_found'));
ALTER TABLE "integrations" ADD CONSTRAINT "integrations_status_check" CHECK ("status" IN ('connected', 'needs_reauth', 'disconnected'));
ALTER TABLE "address_book" ADD CONSTRAINT "address_book_kind_check" CHECK ("kind" IN ('email', 'spreadsheet', 'webhook'));
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_status_check" CHECK ("status" IN ('queued', 'sent', 'skipped', 'failed'));

-- One decision that stands for each run as a whole, and for each action.
CREATE UNIQUE INDEX "reviews_of_run_key" ON "reviews" ("workspace_id", "run_id") WHERE "action_id" IS NULL AND "undone_at" IS NULL;
CREATE UNIQUE INDEX "reviews_of_action_key" ON "reviews" ("workspace_id", "action_id") WHERE "undone_at" IS NULL;
-- The inbox, newest first; what was decided; what is being carried out; who and what was written to before.
CREATE INDEX "actions_proposed_idx" ON "actions" ("workspace_id", "id" DESC) WHERE "status" = 'proposed';
CREATE INDEX "actions_decided_idx" ON "actions" ("workspace_id", "decided_at" DESC, "id" DESC) WHERE "status" <> 'proposed';
CREATE INDEX "actions_open_idx" ON "actions" ("run_after") WHERE "status" IN ('approved', 'dispatching', 'unknown');
CREATE INDEX "actions_expiry_idx" ON "actions" ("expires_at") WHERE "status" = 'proposed';
CREATE INDEX "actions_targets_idx" ON "actions" USING gin ("targets");
CREATE INDEX "notifications_queued_idx" ON "notifications" ("send_after") WHERE "status" = 'queued';

-- An undone approval puts the task back before its reviewer.
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
    ) THEN
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
    ) THEN
        RETURN NEW;
    END IF;
    PERFORM refuse_transition('An action', OLD.status, NEW.status);
END
$$;

-- Nothing is carried out but the very bytes that were approved.
CREATE FUNCTION "check_action_payload"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The payload of an action that is % cannot change.', OLD.status USING ERRCODE = 'AF003';
END
$$;
CREATE TRIGGER "actions_payload" BEFORE UPDATE ON "actions"
    FOR EACH ROW WHEN (
        OLD.status <> 'proposed' AND (OLD.payload IS DISTINCT FROM NEW.payload OR OLD.payload_hash <> NEW.payload_hash)
    ) EXECUTE FUNCTION "check_action_payload"();
CREATE FUNCTION "check_action_lease"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The lease of an action cannot go back from % to %.', OLD.lease_epoch, NEW.lease_epoch
        USING ERRCODE = 'AF002';
END
$$;
CREATE TRIGGER "actions_lease" BEFORE UPDATE ON "actions"
    FOR EACH ROW WHEN (NEW.lease_epoch < OLD.lease_epoch) EXECUTE FUNCTION "check_action_lease"();
