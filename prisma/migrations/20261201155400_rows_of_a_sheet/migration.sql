-- AlterTable
ALTER TABLE "workflows" ADD COLUMN     "look_problem" TEXT,
ADD COLUMN     "look_told" BOOLEAN NOT NULL DEFAULT false;

-- A workflow that new rows start pauses itself where its sheet cannot be looked at any more.
ALTER TABLE "workflows" DROP CONSTRAINT "workflows_pause_code_check";
ALTER TABLE "workflows" ADD CONSTRAINT "workflows_pause_code_check"
    CHECK ("pause_code" IN ('person', 'failures', 'waiting', 'plan', 'sheet'));
