package dev.inventory.device.internal.life;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Consumer;

/** {@code snmp}: the poller itself asks, by the device's agent, since the answer tells more than that it is there. */
@ApplicationScoped
class SnmpCheck implements LifeCheck {

    /** Stands for the poller's own question. */
    static final Question QUESTION = new Polled();

    @Override
    public String name() {
        return "snmp";
    }

    @Override
    public String form() {
        return "snmp";
    }

    @Override
    public Optional<Question> question(String details) {
        return details.isEmpty() ? Optional.of(QUESTION) : Optional.empty();
    }

    private static final class Polled implements Question {
        @Override
        public void ask(Target target, Consumer<LifeSign> listener) {
            throw new IllegalStateException("The poller asks over SNMP");
        }
    }
}
