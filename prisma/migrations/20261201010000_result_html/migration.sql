-- AlterTable
ALTER TABLE "runs" ADD COLUMN     "deliverable_html" TEXT,
ADD COLUMN     "html_version" INTEGER;
