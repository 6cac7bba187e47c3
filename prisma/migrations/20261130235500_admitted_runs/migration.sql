-- How many runs of a workspace have a slot in the queue. It is volatile, so that it sees what others have committed
-- while the statement that asks waited for them: a new task counts here once it has been counted against its month.
CREATE FUNCTION "admitted_runs"(workspace UUID) RETURNS INT LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    RETURN (
        SELECT count(*)::INT FROM "runs"
        WHERE "workspace_id" = workspace AND "admitted" AND "status" IN ('queued', 'running')
    );
END
$$;
