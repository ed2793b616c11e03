"""English words that join others and say nothing about what somebody knows."""

_WORDS = """
    a about above across after again against ago ain't all almost along already also although
    always am among an and another any anybody anyone anything are aren't around as at away
    be because been before behind being below beside besides between beyond both but by
    can can't cannot could couldn't did didn't do does doesn't doing don't done down during
    each either else etc even ever every everybody everyone everything except few for from
    further get gets getting got had hadn't has hasn't have haven't having he he'd he'll he's
    her here hers herself him himself his how however i i'd i'll i'm i've if in indeed into is
    isn't it it'd it'll it's its itself just least less let let's like many may maybe me might
    mine more most mostly much must my myself near neither never no nobody none nor not nothing
    now of off often on once one only onto or other others otherwise ought our ours ourselves
    out over own per perhaps please quite rather really same shall she she'd she'll she's should
    shouldn't since so some somebody someone something sometimes still such than that that's the
    their theirs them themselves then there there's therefore these they they'd they'll they're
    they've this those though through throughout thus to together too toward towards under
    unless until up upon us usually very via was wasn't we we'd we'll we're we've well were
    weren't what what's whatever when whenever where wherever whether which while who who's
    whoever whole whom whose why will with within without won't would wouldn't yes yet you
    you'd you'll you're you've your yours yourself yourselves
"""

STOP_WORDS = frozenset(_WORDS.split())
