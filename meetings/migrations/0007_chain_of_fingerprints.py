# Begun by Django 5.2.19 on 2026-11-25 06:58

import hashlib
import json
from datetime import timezone

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


def seal_what_is_published(apps, schema_editor):
    """Link what was published before there was a chain, in the order in which it came."""
    model = apps.get_model("meetings", "Seal")
    found = []
    for what, name, path in (
        ("agenda", "agenda_version", "dagsorden"),
        ("minutes", "minutes_version", "referat"),
    ):
        versions = apps.get_model("meetings", f"{what}version").objects.order_by("pk")
        meeting = "meeting_id" if what == "agenda" else "minutes__meeting_id"
        addresses = {}
        for pk, at, of, number, sha512 in versions.values_list(
            "pk", "published_at", meeting, "number", "sha512"
        ):
            addresses[pk] = f"/moeder/{of}/{path}/v{number}/"
            found.append((at, 0, what, name, pk, "text", addresses[pk], sha512))
        made_from = "agendarendition" if what == "agenda" else "rendition"
        files = apps.get_model("meetings", made_from).objects.filter(edition="public")
        for pk, at, sha512 in files.order_by("pk").values_list("version", "created_at", "sha512"):
            found.append((at, 1, what, name, pk, "pdf", addresses[pk], sha512))
    number, previous = 0, "0" * 128
    for at, _, what, name, pk, kind, address, sha512 in sorted(found):
        number += 1
        said = {
            "number": number,
            "previous": previous,
            "what": what,
            "kind": kind,
            "address": address,
            "at": at.astimezone(timezone.utc).isoformat(),
            "sha512": sha512,
        }
        line = json.dumps(said, separators=(",", ":"))
        previous = hashlib.sha512(line.encode()).hexdigest()
        model.objects.create(
            number=number,
            line=line,
            hash=previous,
            kind=kind,
            sha512=sha512,
            **{f"{name}_id": pk},
        )


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0006_sittings_and_times'),
    ]

    operations = [
        migrations.CreateModel(
            name='Seal',
            fields=[
                ('number', models.PositiveBigIntegerField(primary_key=True, serialize=False, verbose_name='number')),
                ('line', models.TextField(verbose_name='line')),
                ('hash', models.CharField(max_length=128, unique=True, verbose_name='fingerprint of the line')),
                ('kind', models.CharField(choices=[('text', 'The text'), ('pdf', 'The PDF'), ('withdrawal', 'The withdrawal')], max_length=12, verbose_name='what')),
                ('sha512', models.CharField(max_length=128, verbose_name='fingerprint')),
                ('agenda_version', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='seals', to='meetings.agendaversion')),
                ('minutes_version', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='seals', to='meetings.minutesversion')),
            ],
            options={
                'verbose_name': 'seal',
                'verbose_name_plural': 'seals',
                'indexes': [models.Index(fields=['sha512'], name='seal_by_fingerprint')],
                'constraints': [models.CheckConstraint(condition=models.Q(('agenda_version', None), ('minutes_version', None), _connector='XOR'), name='seal_of_one_version'), models.CheckConstraint(condition=models.Q(('kind__in', ['pdf', 'text', 'withdrawal'])), name='seal_kind_known'), models.UniqueConstraint(condition=models.Q(('kind', 'text')), fields=('agenda_version',), name='seal_agenda_text_once'), models.UniqueConstraint(condition=models.Q(('kind', 'text')), fields=('minutes_version',), name='seal_minutes_text_once')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seal',
            trigger=pgtrigger.compiler.Trigger(name='frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9a2e5efc6ee1a985eefb1f0ef0785b38f0dbeb69', operation='UPDATE OR DELETE', pgid='pgtrigger_frozen_ee8bd', table='meetings_seal', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seal',
            trigger=pgtrigger.compiler.Trigger(name='fits', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE last RECORD; said JSON;', func="\n    SELECT number, hash INTO last FROM meetings_seal ORDER BY number DESC LIMIT 1;\n    said = NEW.line::json;\n    IF NEW.number IS DISTINCT FROM COALESCE(last.number, 0) + 1\n        OR (said->>'number')::bigint IS DISTINCT FROM NEW.number\n        OR said->>'previous' IS DISTINCT FROM COALESCE(last.hash, repeat('0', 128))\n        OR said->>'sha512' IS DISTINCT FROM NEW.sha512\n        OR NEW.hash IS DISTINCT FROM encode(sha512(convert_to(NEW.line, 'UTF8')), 'hex')\n    THEN\n        RAISE EXCEPTION 'this link does not fit on the chain of fingerprints';\n    END IF;\n    RETURN NEW;\n", hash='000e255ae3d6b7feaccba4ce406d180f73f99ef9', operation='INSERT', pgid='pgtrigger_fits_f93c8', table='meetings_seal', when='BEFORE')),
        ),
        migrations.RunPython(seal_what_is_published, migrations.RunPython.noop),
    ]
