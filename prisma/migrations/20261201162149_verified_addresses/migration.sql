-- AlterTable
ALTER TABLE "users" ADD COLUMN     "verified_at" TIMESTAMPTZ(3);

-- Whoever is here already has got mail until now and goes on getting it.
UPDATE "users" SET "verified_at" = "created_at";

-- Links of half an hour ago at most: whoever has one asks once more.
DELETE FROM "account_links";

-- AlterTable
ALTER TABLE "account_links" ADD COLUMN     "email" TEXT NOT NULL;
