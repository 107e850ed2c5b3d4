using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Ehcp.Scheduler.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "alert_plan",
                columns: table => new
                {
                    authority = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    case_reference = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    milestone = table.Column<string>(type: "text", nullable: false),
                    clock = table.Column<string>(type: "text", nullable: false),
                    last_day = table.Column<DateOnly>(type: "date", nullable: true),
                    rule = table.Column<string>(type: "text", nullable: true),
                    next_rung = table.Column<string>(type: "text", nullable: true),
                    next_rung_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    arming = table.Column<int>(type: "integer", nullable: false, defaultValue: 0)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_alert_plan", x => new { x.authority, x.case_reference, x.milestone, x.clock });
                });

            migrationBuilder.CreateTable(
                name: "case_timeline",
                columns: table => new
                {
                    authority = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    case_reference = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    rules = table.Column<string>(type: "text", nullable: true),
                    fact_count = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    snapshot_hash = table.Column<byte[]>(type: "bytea", nullable: true),
                    first_recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()"),
                    case_officer = table.Column<string>(type: "text", nullable: true),
                    deputy = table.Column<string>(type: "text", nullable: true),
                    team = table.Column<string>(type: "text", nullable: true),
                    milestones = table.Column<string[]>(type: "text[]", nullable: false, defaultValueSql: "'{}'"),
                    states = table.Column<string[]>(type: "text[]", nullable: false, defaultValueSql: "'{}'"),
                    turns_after = table.Column<DateOnly?[]>(type: "date[]", nullable: false, defaultValueSql: "'{}'"),
                    later_states = table.Column<string[]>(type: "text[]", nullable: false, defaultValueSql: "'{}'")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_case_timeline", x => new { x.authority, x.case_reference });
                })
                .Annotation("Npgsql:StorageParameter:fillfactor", 70);

            migrationBuilder.CreateTable(
                name: "fact",
                columns: table => new
                {
                    source = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    authority = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    case_reference = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    time = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    type = table.Column<string>(type: "text", nullable: false),
                    body = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact", x => new { x.source, x.id });
                });

            migrationBuilder.CreateTable(
                name: "mail",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn),
                    recipient = table.Column<string>(type: "text", nullable: false),
                    message_id = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    not_before = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: true),
                    text = table.Column<string>(type: "text", nullable: true),
                    html = table.Column<string>(type: "text", nullable: true),
                    provider_answer = table.Column<string>(type: "text", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    sending_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    settled_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mail", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "outbox",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn),
                    message_id = table.Column<Guid>(type: "uuid", nullable: false),
                    type = table.Column<string>(type: "text", nullable: false),
                    body = table.Column<byte[]>(type: "bytea", nullable: false),
                    headers = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    not_before = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_error = table.Column<string>(type: "text", nullable: true),
                    parked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_outbox", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "sweep",
                columns: table => new
                {
                    name = table.Column<string>(type: "text", nullable: false),
                    completed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sweep", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "alert",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn),
                    authority = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    case_reference = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    milestone = table.Column<string>(type: "text", nullable: false),
                    clock = table.Column<string>(type: "text", nullable: false),
                    rung = table.Column<string>(type: "text", nullable: false),
                    last_day = table.Column<DateOnly>(type: "date", nullable: false),
                    arming = table.Column<int>(type: "integer", nullable: false),
                    role = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    fired_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    mail_id = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_alert", x => x.id);
                    table.ForeignKey(
                        name: "fk_alert_mail_row_mail_id",
                        column: x => x.mail_id,
                        principalTable: "mail",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_alert_mail_id",
                table: "alert",
                column: "mail_id");

            migrationBuilder.CreateIndex(
                name: "ix_alert_to_compose",
                table: "alert",
                column: "id",
                filter: "state = 'planned' and mail_id is null");

            migrationBuilder.CreateIndex(
                name: "ux_alert_once",
                table: "alert",
                columns: new[] { "authority", "case_reference", "milestone", "clock", "rung", "last_day", "arming", "role" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_alert_plan_next_rung_at",
                table: "alert_plan",
                column: "next_rung_at",
                filter: "next_rung_at is not null");

            migrationBuilder.CreateIndex(
                name: "ix_fact_authority_case_reference",
                table: "fact",
                columns: new[] { "authority", "case_reference" });

            migrationBuilder.CreateIndex(
                name: "ix_mail_message_id",
                table: "mail",
                column: "message_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_mail_to_send",
                table: "mail",
                column: "not_before",
                filter: "state in ('planned', 'sending')");

            migrationBuilder.CreateIndex(
                name: "ux_mail_one_planned_per_recipient",
                table: "mail",
                column: "recipient",
                unique: true,
                filter: "state = 'planned'");

            migrationBuilder.Sql(Ehcp.Messaging.Outbox.OutboxTable.Tuning);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "alert");

            migrationBuilder.DropTable(
                name: "alert_plan");

            migrationBuilder.DropTable(
                name: "case_timeline");

            migrationBuilder.DropTable(
                name: "fact");

            migrationBuilder.DropTable(
                name: "outbox");

            migrationBuilder.DropTable(
                name: "sweep");

            migrationBuilder.DropTable(
                name: "mail");
        }
    }
}
