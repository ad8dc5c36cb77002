# A phone's slice is walked area by area over all campaigns (lianfang.field.walk); the other indexes begin with the campaign.

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('verification', '0001_initial'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='door',
            index=models.Index(fields=['area', 'id'], name='door_slice'),
        ),
        migrations.AddIndex(
            model_name='target',
            index=models.Index(fields=['area', 'id'], name='target_slice'),
        ),
    ]
