-- DropForeignKey
ALTER TABLE "workflow_templates" DROP CONSTRAINT "workflow_templates_role_template_key_fkey";

-- AlterTable
ALTER TABLE "workflow_templates" ALTER COLUMN "role_template_key" DROP NOT NULL;

-- AddForeignKey
ALTER TABLE "workflow_templates" ADD CONSTRAINT "workflow_templates_role_template_key_fkey" FOREIGN KEY ("role_template_key") REFERENCES "role_templates"("key") ON DELETE SET NULL ON UPDATE CASCADE;
