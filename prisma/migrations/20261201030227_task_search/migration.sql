-- CreateTable
CREATE TABLE "task_search" (
    "workspace_id" UUID NOT NULL,
    "task_id" UUID NOT NULL,
    "words" tsvector NOT NULL,
    "up_to_event" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "task_search_pkey" PRIMARY KEY ("workspace_id","task_id")
);

-- CreateIndex
CREATE INDEX "task_search_words_idx" ON "task_search" USING GIN ("words");

-- AddForeignKey
ALTER TABLE "task_search" ADD CONSTRAINT "task_search_workspace_id_task_id_fkey" FOREIGN KEY ("workspace_id", "task_id") REFERENCES "tasks"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What is written of a task is on one page with what it is found by, far longer than Postgres would keep in place.
ALTER TABLE "task_search" SET (toast_tuple_target = 4080);
-- A search reads what was not sorted into the index yet: little of it.
ALTER INDEX "task_search_words_idx" SET (gin_pending_list_limit = 256);
-- Tasks from before are indexed from their events, by the worker.
INSERT INTO event_positions (reader, pending_id) SELECT 'search', coalesce(max(id), 0) FROM events;
