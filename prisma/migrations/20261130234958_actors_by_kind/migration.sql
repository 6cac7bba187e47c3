-- AlterTable
ALTER TABLE "events" ADD COLUMN     "api_key_id" UUID,
ADD CONSTRAINT "events_by_one" CHECK (num_nonnulls("actor_id", "api_key_id") <= 1);

-- AlterTable: a key that was used is its task's giver's, so repeating the request still answers the same task.
ALTER TABLE "idempotency_keys" ADD COLUMN     "actor" TEXT NOT NULL DEFAULT 'system';

UPDATE "idempotency_keys" k SET "actor" = 'member:' || t."created_by_id"
FROM "tasks" t
WHERE t."workspace_id" = k."workspace_id" AND t."id" = k."task_id" AND t."created_by_id" IS NOT NULL;

ALTER TABLE "idempotency_keys" ALTER COLUMN "actor" DROP DEFAULT,
DROP CONSTRAINT "idempotency_keys_pkey",
ADD CONSTRAINT "idempotency_keys_pkey" PRIMARY KEY ("workspace_id", "actor", "key");
