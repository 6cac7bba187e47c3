-- AlterTable
ALTER TABLE "runs" ADD COLUMN     "plan" JSONB NOT NULL DEFAULT '{"version": 1, "steps": [{"kind": "draft", "key": "draft"}]}';
