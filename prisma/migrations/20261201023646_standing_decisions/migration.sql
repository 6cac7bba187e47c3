-- AlterTable
ALTER TABLE "runs" ADD COLUMN     "own_deliverable" TEXT;

-- AlterTable
ALTER TABLE "address_book" ADD COLUMN     "chosen_with" UUID;

-- AlterTable
ALTER TABLE "agent_trust" DROP COLUMN "streak",
ADD COLUMN     "taken_at" TIMESTAMPTZ(3),
ADD COLUMN     "taken_by" UUID,
-- Who has declined once is asked again after five more, counted from today.
ALTER COLUMN "declined_at" TYPE TIMESTAMPTZ(3) USING CASE WHEN "declined_at" IS NOT NULL THEN now() END;

-- What a person decided on an agent's proposals, newest first; an approval that is undone leaves it.
CREATE INDEX "actions_by_person_idx" ON "actions" ("workspace_id", "agent_id", "kind", "decided_at" DESC) WHERE "decided_by_id" IS NOT NULL;

-- A result that was approved comes before its reviewer again: undone within the hold, or to go out as a mail.
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
        ('work', 'completed', 'needs_review'),
        ('demo', 'in_progress', 'completed'),
        ('demo', 'failed', 'in_progress')
    ) THEN
        RETURN NEW;
    END IF;
    PERFORM refuse_transition('A ' || NEW.type || ' task', OLD.status, NEW.status);
END
$$;
