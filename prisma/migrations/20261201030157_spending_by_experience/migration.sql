-- AlterTable
ALTER TABLE "model_calls" ADD COLUMN     "asked_model" TEXT;

-- CreateTable
CREATE TABLE "installation_usage" (
    "month" DATE NOT NULL,
    "cost_micros" BIGINT NOT NULL DEFAULT 0,
    "reserved_micros" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "installation_usage_pkey" PRIMARY KEY ("month")
);
