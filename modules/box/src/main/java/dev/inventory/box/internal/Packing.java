package dev.inventory.box.internal;

import dev.inventory.platform.failure.Failure;
import dev.inventory.platform.failure.Rejected;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts many items into one box, each in a transaction of its own: what cannot be moved holds up nothing else. */
@ApplicationScoped
public class Packing {

    static final int MOST_ITEMS = 1000;

    @Inject
    Boxes boxes;

    @Inject
    Items items;

    @Inject
    ScannedItems scanned;

    List<Placement> put(Parameters parameters) {
        String boxId = boxes.one(parameters).boxId();
        List<String> sent = parameters.all("items");
        if (sent.isEmpty() || sent.size() > MOST_ITEMS) {
            throw Parameters.malformed("items");
        }
        String reason = Movement.reason(parameters);
        List<Placement> placements = new ArrayList<>();
        for (String item : sent) {
            placements.add(put(item, boxId, reason));
        }
        return placements;
    }

    private Placement put(String sent, String boxId, @Nullable String reason) {
        String itemId;
        try {
            itemId = scanned.itemId(sent);
        } catch (Rejected e) {
            return Placement.failed(sent, null, e);
        }
        try {
            return items.put(itemId, boxId, reason) ? Placement.moved(sent, itemId) : Placement.there(sent, itemId);
        } catch (Failure e) {
            return Placement.failed(sent, itemId, e);
        }
    }
}
