-- AlterTable
ALTER TABLE "address_book" ADD COLUMN     "numbers" JSONB NOT NULL DEFAULT '[]';

-- CreateTable
CREATE TABLE "target_outlines" (
    "workspace_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "tabs" JSONB NOT NULL,
    "problem" TEXT,
    "read_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "target_outlines_pkey" PRIMARY KEY ("workspace_id","kind","value")
);

-- AddForeignKey
ALTER TABLE "target_outlines" ADD CONSTRAINT "target_outlines_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;
