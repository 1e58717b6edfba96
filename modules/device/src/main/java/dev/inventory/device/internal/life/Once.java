package dev.inventory.device.internal.life;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Hands on the first sign and ends what was begun for it; what comes later is late. */
final class Once {

    private final Consumer<LifeSign> listener;
    private final Runnable end;
    private final AtomicBoolean told = new AtomicBoolean();

    Once(Consumer<LifeSign> listener, Runnable end) {
        this.listener = listener;
        this.end = end;
    }

    void tell(LifeSign sign) {
        if (told.compareAndSet(false, true)) {
            try {
                listener.accept(sign);
            } finally {
                end.run();
            }
        }
    }
}
