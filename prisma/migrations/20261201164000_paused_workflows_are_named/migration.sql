-- As before, and the event names the workflow, so that the mail about it can lead there.
CREATE OR REPLACE FUNCTION "count_workflow_failures"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
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
            jsonb_build_object('name', paused.name, 'message', paused.pause_reason, 'workflowId', NEW.workflow_id));
    END IF;
    RETURN NULL;
END
$$;
