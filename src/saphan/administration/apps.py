from django.apps import AppConfig


class AdministrationConfig(AppConfig):
    name = "saphan.administration"
    label = "administration"

    def ready(self) -> None:
        from saphan.administration import invitations, trees
        from saphan.administration.tasks import deliver
        from saphan.journal import subscribe

        subscribe("team", trees.replant)
        subscribe("territory", trees.replant)
        deliver(invitations.TOPIC, invitations.send)
