-- DropIndex
DROP INDEX "workflows_slug_key";

-- AlterTable
ALTER TABLE "workflows" DROP COLUMN "slug",
ADD COLUMN     "signed" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "signing_version" INTEGER NOT NULL DEFAULT 0;
