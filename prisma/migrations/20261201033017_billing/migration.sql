-- AlterTable
ALTER TABLE "workspaces" ADD COLUMN     "granted_plan" TEXT NOT NULL DEFAULT 'free';

-- AlterTable
ALTER TABLE "agents" ADD COLUMN     "held_from" TEXT;

-- CreateTable
CREATE TABLE "subscriptions" (
    "workspace_id" UUID NOT NULL,
    "customer_id" TEXT,
    "customer_number" INTEGER NOT NULL DEFAULT 0,
    "checkout_number" INTEGER NOT NULL DEFAULT 0,
    "subscription_id" TEXT,
    "status" TEXT NOT NULL DEFAULT 'active',
    "paid_plan" TEXT,
    "amount" INTEGER,
    "currency" TEXT,
    "period_end" TIMESTAMPTZ(3),
    "cancel_at" TIMESTAMPTZ(3),
    "scheduled_plan" TEXT,
    "scheduled_at" TIMESTAMPTZ(3),
    "grace_until" TIMESTAMPTZ(3),
    "reads" INTEGER NOT NULL DEFAULT 0,
    "written" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "subscriptions_pkey" PRIMARY KEY ("workspace_id")
);

-- CreateTable
CREATE TABLE "stripe_events" (
    "id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "customer_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "stripe_events_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "subscriptions_customer_id_key" ON "subscriptions"("customer_id");

-- CreateIndex
CREATE INDEX "stripe_events_received_at_idx" ON "stripe_events"("received_at");

-- AddForeignKey
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What an operator had set stays what it was.
UPDATE "workspaces" SET "granted_plan" = "plan";
