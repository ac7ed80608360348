"""Where papers appear: conferences, journals and archives, as a part of patterns."""

VENUES = (
    "NeurIPS|NIPS|ICLR|ICML|CVPR|ICCV|ECCV|ACL|EMNLP|NAACL|EACL|AACL|COLING|TACL|CoNLL|AAAI|IJCAI|KDD|SIGIR|WWW|COLM|"
    "TMLR|JMLR|TPAMI|PAMI|IJCV|ICRA|IROS|CoRL|RSS|MICCAI|WACV|BMVC|ACCV|3DV|I[Nn][Tt][Ee][Rr][Ss][Pp][Ee][Ee][Cc][Hh]|"
    "ICASSP|SIGGRAPH(?: Asia)?|CHI|UIST|CIKM|WSDM|RecSys|ACM MM|OSDI|SOSP|MLSys|USENIX(?: Security)?|NDSS|CCS|"
    "AISTATS|UAI|COLT|STOC|FOCS|SODA|PNAS|PRL|[aA]r[xX]iv|bioRxiv|medRxiv|OpenReview|[Pp]reprint"
)
