package dev.inventory.device.internal.life;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A way to look for a sign of life, called a status helper in the API. Each is one application-scoped bean, found by its
 * type. A device names those that are tried, in order: {@code snmp}, {@code tcp:22}, {@code http:8080/health}.
 */
public interface LifeCheck {

    /** What it is called: small letters. */
    String name();

    /** How it is written, for who wrote it wrongly. */
    String form();

    /**
     * What is asked with these details.
     *
     * @param details what stands behind the name, such as {@code :22}; often nothing
     * @return empty if it does not understand them
     */
    Optional<Question> question(String details);

    /** What a device is asked. Equal questions are equal objects. */
    interface Question {

        /**
         * Asks, without waiting. The listener is called once, within little more than the time given, on any thread: it
         * only enqueues.
         */
        void ask(Target target, Consumer<LifeSign> listener);
    }

    /**
     * Who is asked.
     *
     * @param address resolved and allowed by the server's policy
     * @param hostname as the device's record has it
     * @param patience how long an answer is waited for
     */
    record Target(InetAddress address, String hostname, Duration patience) {}
}
