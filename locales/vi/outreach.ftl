### Hỏi mọi người qua tin nhắn: hỏi ai, khi nào, tốn bao nhiêu và tiến triển ra sao.

asking-nav = Hỏi mọi người
asking-title = Chúng ta hỏi ai?
asking-intro = Gửi một khảo sát qua tin nhắn cho những người trong danh sách. Chỉ những người đã đồng ý nhận tin nhắn mới được hỏi.
asking-new = Hỏi mọi người
asking-empty = Chưa có ai được hỏi.
asking-list = Những gì đã hỏi
asking-survey = Khảo sát
asking-panel = Danh sách
asking-state = Trạng thái
asking-confirmed-at = Xác nhận lúc
asking-state-waiting = Còn có thể hủy
asking-state-sending = Đang hỏi
asking-state-paused = Tạm dừng
asking-state-halted = Bị chặn
asking-state-finished = Đã hỏi tất cả
asking-state-stopped = Đã dừng hẳn
asking-state-cancelled = Đã hủy
asking-back = Tất cả những gì đã hỏi
asking-choose-title = Chúng ta hỏi gì và hỏi ai?
asking-choose-survey = Khảo sát nào?
asking-choose-panel = Danh sách người nào?
asking-members = { $count ->
    [one] { $count } người
   *[other] { $count } người
}
asking-site = Cơ sở
asking-all-sites = Tất cả cơ sở
asking-only-languages = Chỉ những người nói
asking-only-languages-hint = Không chọn gì để hỏi người nói mọi ngôn ngữ.
asking-look = Xem ai sẽ được hỏi
asking-no-survey = Chưa có khảo sát nào được công bố. Hãy công bố một khảo sát trước.
asking-no-panel = Chưa có danh sách người nào. Hãy đưa vào một danh sách trước.
asking-plan-title = { $count ->
    [one] Hỏi { $count } người?
   *[other] Hỏi { $count } người?
}
asking-plan-panel = Từ danh sách “{ $panel }”.
asking-plan-site = Chỉ người của { $site }.
asking-who = Ai được hỏi
asking-language = Ngôn ngữ
asking-people = Số người
asking-segments = Số phân đoạn
asking-price = Giá
asking-total = Tổng cộng
asking-speak-another = Trong đó, số người mà ngôn ngữ của họ chưa ai duyệt cho khảo sát này: { $count }
asking-estimate = Đây là ước tính, với { $price } mỗi phân đoạn. Những tin đầu tiên tốn khoảng { $first }. Nếu mọi người trả lời đến hết thì tổng cộng khoảng { $most }.
asking-who-not = Ai không được hỏi
asking-not-consented = Họ chưa đồng ý nhận tin nhắn
asking-opted-out = Họ không muốn nhận tin nhắn nữa
asking-unusable = Không có số nào nhận được tin nhắn
asking-answered-before = Họ đã trả lời khảo sát này, hoặc đang trả lời
asking-everybody = Mọi người trong danh sách đều có thể được hỏi.
asking-busy = Đang làm khảo sát khác và sẽ được hỏi sau: { $count }
asking-when = Khi nào tin nhắn được gửi
asking-hours = Từ { $from } đến { $to }, theo giờ nơi từng người ở. Ai chưa hỏi được hôm nay thì hỏi vào ngày mai.
asking-duration = Việc gửi mất khoảng { $hours } giờ { $minutes } phút, không tính ban đêm.
asking-text = Tin nhắn đầu tiên
asking-segment-count = Số phân đoạn: { $count }
asking-test-title = Gửi thử cho chính mình
asking-test-about = Quý vị nhận tin đầu tiên giống như mọi người. Không thể trả lời khảo sát bằng tin này. Nhật ký ghi lại rằng đã gửi thử.
asking-phone = Số điện thoại
asking-test-send = Gửi thử
asking-test-sent = Tin thử đang được gửi.
asking-test-no-number = Vui lòng xem lại số điện thoại. Số có mười chữ số, hoặc bắt đầu bằng + và mã nước.
asking-test-no-texts = Số này không muốn nhận tin nhắn nữa nên không gửi thử.
asking-confirm-title = Mọi thứ đã đúng chưa?
asking-confirm-about = Sau khi xác nhận, quý vị có 60 giây để hủy. Trước đó không có gì được gửi đi.
asking-confirm = { $count ->
    [one] Hỏi { $count } người
   *[other] Hỏi { $count } người
}
asking-nobody = Không thể hỏi ai trong danh sách này.
asking-goes-nowhere = Chưa có tin nhắn nào được gửi: kết nối với Twilio chưa được thiết lập.
asking-cancel-title = Quý vị vẫn có thể hủy
asking-seconds-left = Số giây còn lại:
asking-starts-at = Tin đầu tiên không được gửi trước { $time }.
asking-cancel = Hủy tất cả
asking-progress = Đã hỏi: { $asked } trên { $all }
asking-pause = Tạm dừng
asking-pause-about = Tin nhắn của vài giây vừa qua vẫn có thể đến.
asking-go-on = Tiếp tục
asking-stop = Dừng hẳn
asking-stop-about = Sẽ không hỏi thêm ai nữa. Người đã được hỏi vẫn có thể trả lời.
asking-stop-now = Dừng ngay
asking-halted = Các hãng điện thoại từ chối tin nhắn của chúng ta vì số gửi chưa được đăng ký (lỗi { $code }). Không ai được hỏi cho đến khi việc này được sửa với Twilio. Sau đó hãy chọn “Tiếp tục”.
asking-too-late = Việc này đã chuyển sang bước khác trước khi quý vị chọn. Đây là tình trạng hiện nay.
asking-refresh = Xem tình trạng hiện nay
asking-ends-at = Ai không thể được hỏi trước { $time } thì sẽ không được hỏi nữa.
asking-result = Tiến triển ra sao
asking-sum-answered = Đã trả lời
asking-sum-silent = Chưa trả lời
asking-sum-no = Từ chối
asking-sum-not-reached = Không liên lạc được
asking-detail = Chi tiết
asking-completed = Đã trả lời đến hết
asking-partial = Đã trả lời một phần
asking-started = Đang trả lời
asking-delivered = Tin đã đến, chưa trả lời
asking-sent = Tin đã gửi, chưa trả lời
asking-queued = Chưa được hỏi
asking-expired = Không trả lời trong 14 ngày
asking-refused = Từ chối khảo sát
asking-failed = Tin không đến được
asking-unclear = Không rõ tin đã được gửi chưa
asking-not-asked = Đã không được hỏi
asking-see-people = Xem là ai
asking-see-people-note = Việc xem tên và số được ghi vào nhật ký.
asking-export = Lấy danh sách dạng bảng
asking-export-note = Một tệp (CSV) gồm tên, số, ngôn ngữ và trạng thái của từng người. Hãy giữ cẩn thận. Nhật ký ghi lại rằng quý vị đã lấy tệp.
asking-person = Tên
asking-no-name = không rõ tên
asking-asked-at = Hỏi lúc
asking-nobody-here = Hiện không có ai ở đây.
asking-seen-note = Nhật ký ghi lại rằng quý vị đã xem trang này.
asking-back-to-campaign = Quay lại xem tiến triển
