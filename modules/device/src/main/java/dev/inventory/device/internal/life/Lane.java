package dev.inventory.device.internal.life;

import java.util.ArrayDeque;
import java.util.Queue;

/** Lets a limited number of tasks be under way; the others wait in a line, without a thread. */
final class Lane {

    private final int width;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int underWay;

    Lane(int width) {
        this.width = width;
    }

    /** Begins the task now or as soon as others have left. Whoever begins it says {@link #leave} when it has ended. */
    void enter(Runnable task) {
        synchronized (this) {
            if (underWay >= width) {
                waiting.add(task);
                return;
            }
            underWay++;
        }
        task.run();
    }

    void leave() {
        Runnable next;
        synchronized (this) {
            next = waiting.poll();
            if (next == null) {
                underWay--;
                return;
            }
        }
        next.run();
    }
}
