-- CreateTable
CREATE TABLE "contact_messages" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "stamp_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "contact_messages_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contact_mails" (
    "id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "recipient" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'queued',
    "message_id" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "lost" BOOLEAN NOT NULL DEFAULT false,
    "send_after" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "error_message" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "contact_mails_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "contact_messages_stamp_id_key" ON "contact_messages"("stamp_id");

-- CreateIndex
CREATE INDEX "contact_messages_created_at_idx" ON "contact_messages"("created_at");

-- CreateIndex
CREATE INDEX "contact_mails_recipient_created_at_idx" ON "contact_mails"("recipient", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "contact_mails_contact_id_kind_key" ON "contact_mails"("contact_id", "kind");

-- AddForeignKey
ALTER TABLE "contact_mails" ADD CONSTRAINT "contact_mails_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contact_messages"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma cannot say: the words that are allowed, and the few rows that a look for forgotten mails reads.
ALTER TABLE "contact_mails" ADD CONSTRAINT "contact_mails_kind_check" CHECK ("kind" IN ('operator', 'receipt'));
ALTER TABLE "contact_mails" ADD CONSTRAINT "contact_mails_status_check" CHECK ("status" IN ('queued', 'sent', 'failed'));
CREATE INDEX "contact_mails_queued" ON "contact_mails" ("send_after") WHERE "status" = 'queued';
