-- AlterTable
ALTER TABLE "tasks" ADD COLUMN     "recipients" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[];
