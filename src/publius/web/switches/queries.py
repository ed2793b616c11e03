from .models import Brake, Switch


def is_on(brake: Brake) -> bool:
    return Switch.objects.filter(brake=brake).exists()


def message_for(brake: Brake) -> str:
    switch = Switch.objects.filter(brake=brake).first()
    return switch.message if switch else ""


def brakes_on() -> dict[str, Switch]:
    return {switch.brake: switch for switch in Switch.objects.all()}
