-- CreateTable
CREATE TABLE "event_positions" (
    "reader" TEXT NOT NULL,
    "settled_id" BIGINT NOT NULL DEFAULT 0,
    "pending_id" BIGINT NOT NULL DEFAULT 0,
    "pending_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "event_positions_pkey" PRIMARY KEY ("reader")
);

-- Nobody gets mail about what happened before there was any.
INSERT INTO "event_positions" ("reader", "settled_id", "pending_id")
SELECT 'notifications', coalesce(max("id"), 0), coalesce(max("id"), 0) FROM "events";

-- Whom the digest goes to.
CREATE INDEX "memberships_daily_idx" ON "memberships" ("workspace_id", "user_id") WHERE "mail_preference" = 'daily';
