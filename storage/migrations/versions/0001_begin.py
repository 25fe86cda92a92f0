"""Begin: every table of the first release.

Revision ID: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.migrations.append_only import forbid_changes
from storage.types import Json, UtcTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_audit()
    _create_flow_version()
    _create_heartbeat()
    _create_practice()
    _create_sign_in_failure()
    _create_staff()
    _create_api_token()
    _create_availability()
    _create_leave()
    _create_patient()
    _create_service()
    _create_staff_practice()
    _create_staff_session()
    _create_consent()
    _create_conversation()
    _create_opt_out()
    _create_message()
    _create_referral()
    _create_timer()
    _create_appointment()
    _create_check_in()
    _create_event()
    _create_need()
    _create_note()
    _create_outbox()
    _create_risk_flag()
    _create_signpost()
    forbid_changes("audit")


def _create_audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("practice_id", sa.String(), nullable=True),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("subject_type", sa.String(), nullable=False),
        sa.Column("subject_id", sa.String(), nullable=False),
        sa.Column("detail", Json, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    op.create_index("ix_audit_practice_id_id", "audit", ["practice_id", "id"], unique=False)
    op.create_index(
        "ix_audit_subject_type_subject_id", "audit", ["subject_type", "subject_id"], unique=False
    )


def _create_flow_version() -> None:
    op.create_table(
        "flow_version",
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_flow_version"),
    )


def _create_heartbeat() -> None:
    op.create_table(
        "heartbeat",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_heartbeat"),
    )


def _create_practice() -> None:
    op.create_table(
        "practice",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("timezone", sa.String(), nullable=False),
        sa.Column("settings", Json, nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_practice"),
        sa.UniqueConstraint("code", name="uq_practice_code"),
        sa.UniqueConstraint("phone", name="uq_practice_phone"),
    )


def _create_sign_in_failure() -> None:
    op.create_table(
        "sign_in_failure",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("email_fingerprint", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sign_in_failure"),
    )
    op.create_index(
        "ix_sign_in_failure_email_fingerprint_at",
        "sign_in_failure",
        ["email_fingerprint", "at"],
        unique=False,
    )


def _create_staff() -> None:
    op.create_table(
        "staff",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_staff"),
        sa.UniqueConstraint("email", name="uq_staff_email"),
    )


def _create_api_token() -> None:
    op.create_table(
        "api_token",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("practice_id", sa.String(length=32), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("revoked_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name="fk_api_token_practice_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name="pk_api_token"),
        sa.UniqueConstraint("token_hash", name="uq_api_token_token_hash"),
    )
    op.create_index("ix_api_token_practice_id", "api_token", ["practice_id"], unique=False)


def _create_availability() -> None:
    op.create_table(
        "availability",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("practice_id", sa.String(length=32), nullable=False),
        sa.Column("link_worker_id", sa.String(length=32), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("from_time", sa.String(), nullable=False),
        sa.Column("to_time", sa.String(), nullable=False),
        sa.Column("modes", Json, nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["link_worker_id"],
            ["staff.id"],
            name="fk_availability_link_worker_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name="fk_availability_practice_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name="pk_availability"),
    )
    op.create_index(
        "ix_availability_link_worker_id", "availability", ["link_worker_id"], unique=False
    )
    op.create_index("ix_availability_practice_id", "availability", ["practice_id"], unique=False)


def _create_leave() -> None:
    op.create_table(
        "leave",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("link_worker_id", sa.String(length=32), nullable=False),
        sa.Column("starts_at", UtcTime(), nullable=False),
        sa.Column("ends_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["link_worker_id"],
            ["staff.id"],
            name="fk_leave_link_worker_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name="pk_leave"),
    )
    op.create_index("ix_leave_link_worker_id", "leave", ["link_worker_id"], unique=False)


def _create_patient() -> None:
    op.create_table(
        "patient",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("practice_id", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("contact", sa.LargeBinary(), nullable=False),
        sa.Column("contact_fingerprint", sa.String(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=True),
        sa.Column("birth_date", sa.LargeBinary(), nullable=True),
        sa.Column("phone", sa.LargeBinary(), nullable=True),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("safe_to_text", sa.String(), nullable=False),
        sa.Column("neutral_wording", sa.Boolean(), nullable=False),
        sa.Column("scheduled_texts_held", sa.Boolean(), nullable=False),
        sa.Column("frozen_at", UtcTime(), nullable=True),
        sa.Column("unreachable_reason", sa.String(), nullable=True),
        sa.Column("time_shift_seconds", sa.Integer(), nullable=False),
        sa.Column("muted_until", UtcTime(), nullable=True),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name="fk_patient_practice_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name="pk_patient"),
        sa.UniqueConstraint(
            "practice_id", "contact_fingerprint", name="uq_patient_practice_id_contact_fingerprint"
        ),
    )


def _create_service() -> None:
    op.create_table(
        "service",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("practice_id", sa.String(length=32), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("postcode", sa.String(), nullable=True),
        sa.Column("areas", Json, nullable=False),
        sa.Column("needs", Json, nullable=False),
        sa.Column("min_age", sa.Integer(), nullable=True),
        sa.Column("max_age", sa.Integer(), nullable=True),
        sa.Column("last_reviewed", sa.Date(), nullable=True),
        sa.Column("is_hidden", sa.Boolean(), nullable=False),
        sa.Column("attribution", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name="fk_service_practice_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name="pk_service"),
        sa.UniqueConstraint("source", "source_id", name="uq_service_source_source_id"),
    )
    op.create_index("ix_service_practice_id", "service", ["practice_id"], unique=False)


def _create_staff_practice() -> None:
    op.create_table(
        "staff_practice",
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("practice_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name="fk_staff_practice_practice_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"],
            ["staff.id"],
            name="fk_staff_practice_staff_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("staff_id", "practice_id", name="pk_staff_practice"),
    )
    op.create_index(
        "ix_staff_practice_practice_id", "staff_practice", ["practice_id"], unique=False
    )


def _create_staff_session() -> None:
    op.create_table(
        "staff_session",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("csrf", sa.String(), nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("expires_at", UtcTime(), nullable=False),
        sa.Column("ended_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["staff_id"],
            ["staff.id"],
            name="fk_staff_session_staff_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name="pk_staff_session"),
        sa.UniqueConstraint("token_hash", name="uq_staff_session_token_hash"),
    )
    op.create_index("ix_staff_session_staff_id", "staff_session", ["staff_id"], unique=False)


def _create_consent() -> None:
    op.create_table(
        "consent",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("practice_id", sa.String(length=32), nullable=False),
        sa.Column("patient_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["patient_id"],
            ["patient.id"],
            name="fk_consent_patient_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name="fk_consent_practice_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name="pk_consent"),
    )
    op.create_index("ix_consent_patient_id", "consent", ["patient_id"], unique=False)


def _create_conversation() -> None:
    op.create_table(
        "conversation",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("practice_id", sa.String(length=32), nullable=False),
        sa.Column("patient_id", sa.String(length=32), nullable=False),
        sa.Column("is_live", sa.Boolean(), nullable=False),
        sa.Column("automation", sa.String(), nullable=False),
        sa.Column("owner_id", sa.String(length=32), nullable=True),
        sa.Column("taken_over_at", UtcTime(), nullable=True),
        sa.Column("state", sa.LargeBinary(), nullable=True),
        sa.Column("flows_version", sa.String(), nullable=True),
        sa.Column("last_inbound_at", UtcTime(), nullable=True),
        sa.Column("last_outbound_at", UtcTime(), nullable=True),
        sa.Column("unread", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("ended_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["staff.id"],
            name="fk_conversation_owner_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"],
            ["patient.id"],
            name="fk_conversation_patient_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name="fk_conversation_practice_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name="pk_conversation"),
    )
    op.create_index("ix_conversation_patient_id", "conversation", ["patient_id"], unique=False)
    op.create_index(
        "uq_conversation_live",
        "conversation",
        ["practice_id", "patient_id"],
        unique=True,
        sqlite_where=sa.text("is_live"),
        postgresql_where=sa.text("is_live"),
    )


def _create_opt_out() -> None:
    op.create_table(
        "opt_out",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("practice_id", sa.String(length=32), nullable=False),
        sa.Column("patient_id", sa.String(length=32), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("ended_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["patient_id"],
            ["patient.id"],
            name="fk_opt_out_patient_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name="fk_opt_out_practice_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name="pk_opt_out"),
    )
    op.create_index("ix_opt_out_patient_id", "opt_out", ["patient_id"], unique=False)
    op.create_index(
        "uq_opt_out_in_force",
        "opt_out",
        ["patient_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )


def _create_message() -> None:
    op.create_table(
        "message",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("practice_id", sa.String(length=32), nullable=False),
        sa.Column("patient_id", sa.String(length=32), nullable=False),
        sa.Column("conversation_id", sa.String(length=32), nullable=False),
        sa.Column("direction", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=True),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("buttons", Json, nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("provider", sa.String(), nullable=True),
        sa.Column("provider_id", sa.String(), nullable=True),
        sa.Column("segments", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("media", sa.Integer(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("updated_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name="fk_message_conversation_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"],
            ["patient.id"],
            name="fk_message_patient_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name="fk_message_practice_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"],
            ["staff.id"],
            name="fk_message_staff_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name="pk_message"),
    )
    op.create_index(
        "ix_message_conversation_id_id", "message", ["conversation_id", "id"], unique=False
    )
    op.create_index("ix_message_patient_id", "message", ["patient_id"], unique=False)
    op.create_index(
        "ix_message_practice_id_status_id", "message", ["practice_id", "status", "id"], unique=False
    )
    op.create_index(
        "uq_message_provider",
        "message",
        ["provider", "provider_id"],
        unique=True,
        sqlite_where=sa.text("provider_id IS NOT NULL"),
        postgresql_where=sa.text("provider_id IS NOT NULL"),
    )


def _create_referral() -> None:
    op.create_table(
        "referral",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("practice_id", sa.String(length=32), nullable=False),
        sa.Column("patient_id", sa.String(length=32), nullable=False),
        sa.Column("conversation_id", sa.String(length=32), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("priority", sa.String(), nullable=False),
        sa.Column("risk", sa.String(), nullable=False),
        sa.Column("summary", sa.LargeBinary(), nullable=True),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("updated_at", UtcTime(), nullable=False),
        sa.Column("waiting_since", UtcTime(), nullable=True),
        sa.Column("first_human_at", UtcTime(), nullable=True),
        sa.Column("assigned_to", sa.String(length=32), nullable=True),
        sa.Column("attention", sa.String(), nullable=True),
        sa.Column("attention_at", UtcTime(), nullable=True),
        sa.Column("snoozed_until", UtcTime(), nullable=True),
        sa.Column("closed_at", UtcTime(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["assigned_to"],
            ["staff.id"],
            name="fk_referral_assigned_to",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name="fk_referral_conversation_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"],
            ["patient.id"],
            name="fk_referral_patient_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name="fk_referral_practice_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name="pk_referral"),
        sa.UniqueConstraint("conversation_id", name="uq_referral_conversation_id"),
    )
    op.create_index("ix_referral_patient_id", "referral", ["patient_id"], unique=False)
    op.create_index(
        "ix_referral_practice_id_status", "referral", ["practice_id", "status"], unique=False
    )


def _create_timer() -> None:
    op.create_table(
        "timer",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("practice_id", sa.String(length=32), nullable=False),
        sa.Column("patient_id", sa.String(length=32), nullable=False),
        sa.Column("conversation_id", sa.String(length=32), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("owner_type", sa.String(), nullable=False),
        sa.Column("owner_id", sa.String(), nullable=False),
        sa.Column("owner_version", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("due_at", UtcTime(), nullable=False),
        sa.Column("expires_at", UtcTime(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("done_at", UtcTime(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("lease_until", UtcTime(), nullable=True),
        sa.Column("lease_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name="fk_timer_conversation_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"],
            ["patient.id"],
            name="fk_timer_patient_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name="fk_timer_practice_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name="pk_timer"),
        sa.UniqueConstraint(
            "kind",
            "owner_id",
            "owner_version",
            "key",
            name="uq_timer_kind_owner_id_owner_version_key",
        ),
    )
    op.create_index(
        "ix_timer_due",
        "timer",
        ["due_at"],
        unique=False,
        sqlite_where=sa.text("status = 'waiting'"),
        postgresql_where=sa.text("status = 'waiting'"),
    )
    op.create_index(
        "ix_timer_owner_type_owner_id", "timer", ["owner_type", "owner_id"], unique=False
    )
    op.create_index("ix_timer_patient_id", "timer", ["patient_id"], unique=False)


def _create_appointment() -> None:
    op.create_table(
        "appointment",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("practice_id", sa.String(length=32), nullable=False),
        sa.Column("patient_id", sa.String(length=32), nullable=True),
        sa.Column("referral_id", sa.String(length=32), nullable=True),
        sa.Column("link_worker_id", sa.String(length=32), nullable=False),
        sa.Column("starts_at", UtcTime(), nullable=False),
        sa.Column("ends_at", UtcTime(), nullable=False),
        sa.Column("mode", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("held_until", UtcTime(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("updated_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["link_worker_id"],
            ["staff.id"],
            name="fk_appointment_link_worker_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"],
            ["patient.id"],
            name="fk_appointment_patient_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name="fk_appointment_practice_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["referral_id"],
            ["referral.id"],
            name="fk_appointment_referral_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name="pk_appointment"),
    )
    op.create_index("ix_appointment_patient_id", "appointment", ["patient_id"], unique=False)
    op.create_index(
        "ix_appointment_practice_id_starts_at",
        "appointment",
        ["practice_id", "starts_at"],
        unique=False,
    )
    op.create_index("ix_appointment_referral_id", "appointment", ["referral_id"], unique=False)
    op.create_index(
        "uq_appointment_live",
        "appointment",
        ["link_worker_id", "starts_at"],
        unique=True,
        sqlite_where=sa.text("status IN ('held', 'booked', 'confirmed')"),
        postgresql_where=sa.text("status IN ('held', 'booked', 'confirmed')"),
    )


def _create_check_in() -> None:
    op.create_table(
        "check_in",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("practice_id", sa.String(length=32), nullable=False),
        sa.Column("referral_id", sa.String(length=32), nullable=False),
        sa.Column("patient_id", sa.String(length=32), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("due_at", UtcTime(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("sent_at", UtcTime(), nullable=True),
        sa.Column("answered_at", UtcTime(), nullable=True),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["patient_id"],
            ["patient.id"],
            name="fk_check_in_patient_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name="fk_check_in_practice_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["referral_id"],
            ["referral.id"],
            name="fk_check_in_referral_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name="pk_check_in"),
    )
    op.create_index("ix_check_in_patient_id", "check_in", ["patient_id"], unique=False)
    op.create_index(
        "ix_check_in_referral_id_sequence", "check_in", ["referral_id", "sequence"], unique=False
    )
    op.create_index("ix_check_in_status_due_at", "check_in", ["status", "due_at"], unique=False)


def _create_event() -> None:
    op.create_table(
        "event",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("practice_id", sa.String(length=32), nullable=False),
        sa.Column("conversation_id", sa.String(length=32), nullable=False),
        sa.Column("message_id", sa.String(length=32), nullable=True),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("flow", sa.String(), nullable=True),
        sa.Column("step", sa.String(), nullable=True),
        sa.Column("data", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name="fk_event_conversation_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["message_id"],
            ["message.id"],
            name="fk_event_message_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name="fk_event_practice_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name="pk_event"),
    )
    op.create_index("ix_event_conversation_id_id", "event", ["conversation_id", "id"], unique=False)


def _create_need() -> None:
    op.create_table(
        "need",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("referral_id", sa.String(length=32), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("evidence", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["referral_id"],
            ["referral.id"],
            name="fk_need_referral_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name="pk_need"),
        sa.UniqueConstraint("referral_id", "label", name="uq_need_referral_id_label"),
    )


def _create_note() -> None:
    op.create_table(
        "note",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("practice_id", sa.String(length=32), nullable=False),
        sa.Column("referral_id", sa.String(length=32), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name="fk_note_practice_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["referral_id"],
            ["referral.id"],
            name="fk_note_referral_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"],
            ["staff.id"],
            name="fk_note_staff_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name="pk_note"),
    )
    op.create_index("ix_note_referral_id", "note", ["referral_id"], unique=False)


def _create_outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("message_id", sa.String(length=32), nullable=False),
        sa.Column("practice_id", sa.String(length=32), nullable=False),
        sa.Column("patient_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("not_before", UtcTime(), nullable=False),
        sa.Column("expires_at", UtcTime(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease_until", UtcTime(), nullable=True),
        sa.Column("lease_by", sa.String(), nullable=True),
        sa.Column("owner_type", sa.String(), nullable=True),
        sa.Column("owner_id", sa.String(), nullable=True),
        sa.Column("owner_version", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["message_id"],
            ["message.id"],
            name="fk_outbox_message_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"],
            ["patient.id"],
            name="fk_outbox_patient_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name="fk_outbox_practice_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("message_id", name="pk_outbox"),
    )
    op.create_index("ix_outbox_not_before", "outbox", ["not_before"], unique=False)
    op.create_index("ix_outbox_patient_id", "outbox", ["patient_id"], unique=False)


def _create_risk_flag() -> None:
    op.create_table(
        "risk_flag",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("practice_id", sa.String(length=32), nullable=False),
        sa.Column("referral_id", sa.String(length=32), nullable=False),
        sa.Column("message_id", sa.String(length=32), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("evidence", sa.LargeBinary(), nullable=False),
        sa.Column("raised_at", UtcTime(), nullable=False),
        sa.Column("seen_at", UtcTime(), nullable=True),
        sa.Column("seen_by", sa.String(length=32), nullable=True),
        sa.Column("escalated_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["message_id"],
            ["message.id"],
            name="fk_risk_flag_message_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name="fk_risk_flag_practice_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["referral_id"],
            ["referral.id"],
            name="fk_risk_flag_referral_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["seen_by"],
            ["staff.id"],
            name="fk_risk_flag_seen_by",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name="pk_risk_flag"),
    )
    op.create_index("ix_risk_flag_referral_id", "risk_flag", ["referral_id"], unique=False)
    op.create_index(
        "ix_risk_flag_unseen",
        "risk_flag",
        ["practice_id", "raised_at"],
        unique=False,
        sqlite_where=sa.text("seen_at IS NULL"),
        postgresql_where=sa.text("seen_at IS NULL"),
    )


def _create_signpost() -> None:
    op.create_table(
        "signpost",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("practice_id", sa.String(length=32), nullable=False),
        sa.Column("referral_id", sa.String(length=32), nullable=False),
        sa.Column("service_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("need", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name="fk_signpost_practice_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["referral_id"],
            ["referral.id"],
            name="fk_signpost_referral_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name="pk_signpost"),
    )
    op.create_index("ix_signpost_referral_id", "signpost", ["referral_id"], unique=False)
