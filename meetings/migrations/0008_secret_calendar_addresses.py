import django.db.models.deletion
import django.utils.timezone
import meetings.models.calendars
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0007_chain_of_fingerprints'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='CalendarAddress',
            fields=[
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='calendar_address', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('secret', models.CharField(default=meetings.models.calendars.new_secret, editable=False, max_length=64, unique=True)),
                ('number', models.PositiveIntegerField(default=1, editable=False, verbose_name='which one it is')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='made')),
            ],
            options={
                'verbose_name': 'address of a calendar',
                'verbose_name_plural': 'addresses of calendars',
                'constraints': [models.CheckConstraint(condition=models.Q(('secret__regex', '^.{40,}$')), name='calendar_address_cannot_be_guessed')],
            },
        ),
    ]
