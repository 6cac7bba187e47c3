-- AlterTable
ALTER TABLE "role_templates" ADD COLUMN     "words" JSONB NOT NULL DEFAULT '[]';
