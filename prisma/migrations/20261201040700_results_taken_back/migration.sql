-- A result that was approved comes before its reviewer again: taken back within the hold, or proposed as a mail. The
-- rules of workflows came after those that said so first, and are repeated here with it.
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
    ) OR (OLD.status = 'in_progress' AND NEW.status = 'completed' AND NEW.workflow_id IS NOT NULL)
    OR (OLD.status = 'cancelled' AND NEW.status = 'needs_review'
        AND OLD.superseded_by_id IS NOT NULL AND NEW.superseded_by_id IS NULL) THEN
        RETURN NEW;
    END IF;
    PERFORM refuse_transition('A ' || NEW.type || ' task', OLD.status, NEW.status);
END
$$;
