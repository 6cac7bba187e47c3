-- A workflow that the plan has no room for is paused by that.
ALTER TABLE "workflows" DROP CONSTRAINT "workflows_pause_code_check";
ALTER TABLE "workflows" ADD CONSTRAINT "workflows_pause_code_check"
    CHECK ("pause_code" IN ('person', 'failures', 'waiting', 'plan'));
