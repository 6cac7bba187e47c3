-- CreateIndex
CREATE INDEX "reviews_workspace_id_task_id_idx" ON "reviews"("workspace_id", "task_id");
