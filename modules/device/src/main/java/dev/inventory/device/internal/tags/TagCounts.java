package dev.inventory.device.internal.tags;

import dev.inventory.platform.access.Caller;
import dev.inventory.platform.access.Permission;
import dev.inventory.platform.listing.Criteria;
import dev.inventory.platform.persistence.RetriedOnContention;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Which tags there are, and on how many devices. */
@ApplicationScoped
@RetriedOnContention
@Transactional
public class TagCounts {

    /** Most tags of one answer. */
    static final int MAX = 1000;

    @PersistenceContext
    EntityManager em;

    @Inject
    Caller caller;

    /** A tag in use. */
    @Schema(name = "DeviceTag", description = "A tag, and how many of the caller's devices have it")
    public record Counted(
            @Schema(example = "core", description = "As it is written on one of them")
            String name,

            @Schema(example = "12") long count) {}

    /**
     * The tags of the devices that the caller may see, the most used first, then by name.
     *
     * @param organization only of this organization
     * @param contained only tags that contain this, in any case
     */
    public List<Counted> of(Optional<Long> organization, Optional<String> contained) {
        Criteria criteria = new Criteria().within(caller.scope(TagsResource.ROLE, Permission.VIEW), "d.organizationId");
        organization.ifPresent(id -> {
            caller.require(TagsResource.ROLE, Permission.VIEW, id);
            criteria.and("d.organizationId = ?", id);
        });
        contained.ifPresent(text -> criteria.and("LOCATE(?, x.tagKey) > 0", text.toLowerCase(Locale.ROOT)));
        TypedQuery<Object[]> query = em.createQuery(
                "SELECT x.tagKey, MIN(x.tag), COUNT(x.deviceId) AS devices FROM DeviceTag x"
                        + " JOIN Device d ON d.id = x.deviceId" + criteria.where()
                        + " GROUP BY x.tagKey ORDER BY devices DESC, x.tagKey",
                Object[].class);
        criteria.parameters().forEach(query::setParameter);
        return query.setMaxResults(MAX)
                .getResultStream()
                .map(row -> new Counted((String) row[1], (Long) row[2]))
                .toList();
    }
}
